/** Pictures as SVG that stand by themselves: shapes as text, with the colours of the page as it is now. */

/** Colours by the tokens of the page. */
const tokens = [
  ...(['sheet', 'ink', 'ink-soft', 'ink-faint', 'rule', 'rule-strong'] as const),
  ...(['training', 'validation', 'accent'] as const),
] as const;
export type Palette = Record<(typeof tokens)[number], string>;

/** As the browser computes them, in light and in dark. */
export function paletteOf(page: Document): Palette {
  const probe = page.createElement('span');
  page.body.append(probe);
  const colourOf = (token: string) => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = tokens.map((token) => [token, colourOf(token)]);
  probe.remove();
  return Object.fromEntries(colours) as Palette;
}

export type Attributes = Record<string, string | number>;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const written = (attributes: Attributes) =>
  Object.entries(attributes)
    .map(
      ([name, value]) =>
        ` ${name}="${typeof value === 'number' ? Number(value.toFixed(2)) : escaped(value)}"`,
    )
    .join('');

export const shape = (name: 'rect' | 'path', attributes: Attributes) => `<${name}${written(attributes)}/>`;

/** @param y of the line that it stands on */
export const label = (text: string, x: number, y: number, attributes: Attributes = {}) =>
  `<text${written({ x, y, ...attributes })}>${escaped(text)}</text>`;

/** Shapes with another origin. */
export const moved = (body: readonly string[], x: number, y: number) => [
  `<g transform="translate(${x} ${y})">`,
  ...body,
  '</g>',
];

/** A line through numbers that are spread over a box. @param range the values at the lower and at the upper edge */
export function lineThrough(
  values: readonly number[],
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  [low, high]: readonly [number, number],
): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const point = (value: number, i: number) =>
    `${(x + i * step).toFixed(1)} ${(y + height - (height * (value - low)) / (high - low)).toFixed(1)}`;
  return `M${values.map(point).join('L')}`;
}

/** A letter of the picture's font is about so wide. */
export const letter = 7.3;

export interface Drawing {
  title: string;
  width: number;
  height: number;
  /** Shapes and labels, the first at the back. */
  body: readonly string[];
}

export function svgOf({ title, body, ...size }: Drawing, palette: Palette): string {
  const [width, height] = [size.width, size.height].map(Math.ceil);
  return [
    `<svg${written({ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` })}` +
      ` font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12" fill="${palette.ink}">`,
    `<title>${escaped(title)}</title>`,
    shape('rect', { width, height, fill: palette.sheet }),
    label(title, 12, 20, { 'font-weight': 'bold' }),
    ...body,
    '</svg>',
  ].join('\n');
}

/** Points of the screen for each of the picture's. */
const scale = 2;

/** @throws when the browser cannot draw it */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = scale * image.naturalWidth;
  canvas.height = scale * image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is empty.'))), 'image/png');
  });
}
