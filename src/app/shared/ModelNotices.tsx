import { t } from '../i18n/index.ts';
import { useApp } from '../state/react.ts';
import { busyStatus } from '../state/store.ts';
import { Notice } from '../ui/Notice.tsx';

/** Why a network was not loaded or written. */
export function ModelNotices() {
  const { isRefused, problem } = useApp((state) => state.model);
  const status = useApp((state) => busyStatus(state.run));
  return (
    <>
      {isRefused && status && <Notice kind="problem">{t.loadModel.busy(status)}</Notice>}
      {problem && <Notice kind="problem">{problem}</Notice>}
    </>
  );
}
