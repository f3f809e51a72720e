/** The data panel as a user meets it, by roles and names. Never shipped. */
import { page } from 'vitest/browser';

import type { CommandName, Request } from '../../workers/protocol.ts';
import type { RenderedApp } from './render-app.tsx';

export const panel = () => page.getByRole('region', { name: 'Data', exact: true });
export const button = (name: string) => panel().getByRole('button', { name, exact: true });
export const select = (name: string) => panel().getByRole('combobox', { name, exact: true });
export const field = (name: string) => panel().getByRole('textbox', { name, exact: true });
export const card = (name: RegExp) => panel().getByRole('radio', { name });
export const note = (name: RegExp) => panel().getByText(name);

export const file = (name: string, text = 'review,sentiment\nfine,positive\n') => new File([text], name);

/** What all workers of the page were asked, oldest first. */
export function receivedBy<N extends CommandName>(app: RenderedApp, name: N): Request<N>[] {
  const commands = app.workers.flatMap((worker) => worker.received);
  return commands.filter((command) => command.name === name).map(({ request }) => request as Request<N>);
}
