import { ExportPanel } from '../panels/export/ExportPanel.tsx';

/** The network as files and programs. */
export function ExportView() {
  return <ExportPanel />;
}
