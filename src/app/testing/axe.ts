import axe, { type Result } from 'axe-core';

const found = async (selector: string) =>
  (await axe.run(selector, { resultTypes: ['violations'] })).violations;

const told = ({ id, nodes }: Result) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' … ')}`;

/** What axe has against a part of the page: each rule with the elements that break it. */
export async function violations(selector: string): Promise<string[]> {
  return (await found(selector)).map(told);
}

/** What of that it finds serious or worse. */
export async function seriousViolations(selector: string): Promise<string[]> {
  return (await found(selector))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(told);
}
