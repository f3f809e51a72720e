/** A small workbook for tests of the commands. */
import { strToU8, zipSync } from 'fflate';

/** @param sheets the texts of each sheet's one column, by the sheet's name */
export function workbookOf(sheets: Readonly<Record<string, readonly string[]>>): Uint8Array {
  const names = Object.keys(sheets);
  const cell = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
  const list = names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const relations = names.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="x/worksheet" Target="worksheets/s${i + 1}.xml"/>`,
  );
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/s${i + 1}.xml`,
        `<worksheet><sheetData>${sheets[name].map(cell).join('')}</sheetData></worksheet>`,
      ]),
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])));
}
