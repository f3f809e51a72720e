import type { TablePreview } from '../../../workers/protocol.ts';
import { dataWords } from '../../i18n/data.ts';
import { columnsToShow, type ColumnDraft } from '../../state/data/columns.ts';
import { Scroller } from '../../ui/Scroller.tsx';

interface RowPreviewProps {
  preview: TablePreview;
  columns: ColumnDraft;
}

/** The first rows as they stand in the file; the chosen columns come first and are set off. */
export function RowPreview({ preview, columns }: RowPreviewProps) {
  const chosen = (column: string) => {
    if (column === columns.text) return 'chosen chosen-text';
    return column === columns.label || column === columns.split ? 'chosen' : undefined;
  };
  const shown = columnsToShow(preview, columns).map((column) => ({
    column,
    place: preview.columns.indexOf(column),
  }));
  return (
    <Scroller label={dataWords.firstRows}>
      <table className="rows">
        <caption>{dataWords.firstRows}</caption>
        <thead>
          <tr>
            {shown.map(({ column }) => (
              <th key={column} scope="col" className={chosen(column)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.slice(0, 5).map((row, line) => (
            <tr key={line}>
              {shown.map(({ column, place }) => (
                <td key={column} className={chosen(column)}>
                  <span className="row-cell first-lines">{row[place]}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
