import { exportWords } from '../../i18n/export.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy, type HeldModel } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { DescriptionList } from '../../ui/DescriptionList.tsx';
import { ContinueTraining } from '../../shared/ContinueTraining.tsx';

const words = exportWords;

/** What the loaded network is: where it came from, on what it was trained, how big it is. */
export function HeldModelView({ held }: { held: HeldModel }) {
  const { model } = useController();
  const busy = useApp((state) => isBusy(state.run));
  const measured = useApp((state) => state.test.report);
  const { summary, config, origin, fileName } = held;
  const report = measured ?? summary.test;
  const names = words.facts;
  const facts = [
    { name: names.origin, value: origin === 'loaded' && fileName ? fileName : names.trained },
    { name: names.trainedOn, value: summary.trainedOn },
    { name: names.layers, value: t.sheet.cells(config) },
    { name: names.parameters, value: format.count(summary.parameterCount) },
    { name: names.vocabulary, value: names.tokens(summary.vocabularyCount) },
    { name: names.epochs, value: format.count(summary.epochs) },
    { name: names.classes, value: summary.classNames.join(' / ') },
    ...(report ? [{ name: names.accuracy, value: format.percent(report.accuracy) }] : []),
  ];
  return (
    <div className="held">
      <h3>{words.held}</h3>
      <DescriptionList shape="list" items={facts} />
      {origin === 'loaded' && (
        <Action kind="quiet" isDisabled={busy} onPress={model.takeItsSettings}>
          {words.takeSettings}
        </Action>
      )}
      <ContinueTraining held={held} />
    </div>
  );
}
