import { t } from '../../i18n/index.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** What the data is like, and what is wrong with it. */
export const DoctorPanel = lazyPanel({
  name: 'doctor',
  words: t.doctor,
  room: 'doctor-body',
  body: lazyPart('panels/doctor/DoctorBody.tsx', async () => (await import('./DoctorBody.tsx')).DoctorBody),
});
