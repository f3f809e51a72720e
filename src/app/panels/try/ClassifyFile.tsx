import { useId } from 'react';

import type { ClassifiedFile, ClassifiedSummary } from '../../../workers/protocol.ts';
import { classifyWords as words } from '../../i18n/classify.ts';
import * as format from '../../i18n/format.ts';
import { say } from '../../i18n/index.ts';
import { EncodingSelect } from '../../shared/EncodingSelect.tsx';
import { classifyActions } from '../../state/classify/actions.ts';
import { dataEndings, fromFiles } from '../../state/data/input-files.ts';
import { useApp, useController } from '../../state/react.ts';
import { busyStatus } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { ClassBar } from '../../ui/ClassBar.tsx';
import { DescriptionList, type DescriptionItem } from '../../ui/DescriptionList.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import { Select } from '../../ui/Select.tsx';
import './classify.css';

const automatic = '';

/** How the file is read; another choice begins anew. */
function HowRead() {
  const { choose } = classifyActions(useController().context);
  const { columns, choice } = useApp((state) => state.classify);
  const isDisabled = useApp((state) => busyStatus(state.run) !== null);
  if (!columns) return null;
  const names = columns.columns.map((column) => ({ value: column, label: column }));
  const labels = names.filter(({ value }) => value !== columns.text);
  return (
    <>
      <Select
        label={words.textColumn}
        value={columns.text}
        options={names}
        help={columns.why && words.why(say(columns.why))}
        isDisabled={isDisabled}
        onChange={(text) => void choose({ text })}
      />
      <Select
        label={words.labelColumn}
        value={choice.label ?? automatic}
        options={[{ value: automatic, label: words.automatic }, ...labels]}
        help={words.labels(columns.label)}
        isDisabled={isDisabled}
        onChange={(label) => void choose({ label: label === automatic ? null : label })}
      />
      {columns.encoding && (
        <EncodingSelect
          value={columns.encoding}
          help={words.encodingHelp}
          isDisabled={isDisabled}
          onChange={(encoding) => void choose({ encoding })}
        />
      )}
    </>
  );
}

function Progress() {
  const { cancel } = classifyActions(useController().context);
  const { working, progress, cancelling } = useApp((state) => state.classify);
  if (working === null) return null;
  const phase = progress ? words.phase(progress) : words.opening(working);
  const left = progress?.secondsLeft ?? null;
  return (
    <ProgressLine
      label={words.progress}
      sentence={left === null ? phase : `${phase}, ${words.left(left)}`}
      share={progress?.share ?? null}
      phase={`${working} ${progress?.phase}`}
      cancel={{
        label: cancelling ? words.cancelling : words.cancel,
        isDisabled: cancelling,
        onPress: cancel,
      }}
    />
  );
}

function figuresOf(summary: ClassifiedSummary): DescriptionItem[] {
  const { rows, withoutWords, broken, classNames, counts, unknownShare, test, label } = summary;
  const answered = rows - withoutWords;
  const items: DescriptionItem[] = classNames.map((name, id) => ({
    name,
    value: words.rows(counts[id], answered > 0 ? counts[id] / answered : 0),
  }));
  const add = (name: string, value: string, note?: string) => items.push({ name, value, note });
  if (withoutWords > 0) add(words.withoutWords, format.count(withoutWords), words.withoutWordsNote);
  if (broken > 0) add(words.broken, format.count(broken));
  if (unknownShare !== null) add(words.unknown, format.percent(unknownShare));
  if (!test) return items;
  add(words.accuracy, format.percent(test.accuracy), words.test(test, label ?? ''));
  test.perClass.forEach(({ recall }, id) => {
    if (recall !== null) add(words.recall(classNames[id]), format.percent(recall));
  });
  return items;
}

function Answers({ file, isOfBefore }: { file: ClassifiedFile; isOfBefore: boolean }) {
  const { summary } = file;
  const answered = Math.max(1, summary.rows - summary.withoutWords);
  const shares = summary.counts.map((count) => count / answered);
  return (
    <div className="classify-answers">
      <Action kind="main" onPress={() => saveFile(file.fileName, file.file, 'text/csv')}>
        {words.download}
      </Action>
      <ClassBar
        shares={shares}
        label={summary.classNames.map((name, id) => `${name} ${format.percent(shares[id])}`).join(', ')}
      />
      <Scroller label={words.answers} className="classify-figures">
        <DescriptionList shape="list" label={words.answers} items={figuresOf(summary)} />
      </Scroller>
      {summary.notes.map((note) => (
        <Notice key={note.code} kind="warning">
          {say(note)}
        </Notice>
      ))}
      {summary.noTest && <p className="help">{words.noTest(say(summary.noTest))}</p>}
      {isOfBefore && <p className="help">{words.before}</p>}
    </div>
  );
}

/** A file of any kind: its rows, with what the network says of each. */
export function ClassifyFile() {
  const { classify } = classifyActions(useController().context);
  const { working, answered, note, problem } = useApp((state) => state.classify);
  const status = useApp((state) => busyStatus(state.run));
  const held = useApp((state) => state.model.held);
  const id = useId();
  return (
    <div className="classify">
      <h3>{words.title}</h3>
      <FileAction
        label={words.classify}
        accept={dataEndings}
        isMultiple
        isDisabled={!held || status !== null || working !== null}
        describedBy={`${id}-hint`}
        onFiles={(files) => void classify(fromFiles(files))}
      />
      <p className="help classify-hint" id={`${id}-hint`}>
        {status ? words.busy(status) : held ? words.hint : words.noModel}
      </p>
      <HowRead />
      <Progress />
      {problem && <Notice kind="problem">{problem}</Notice>}
      <p className="classify-done" role="status">
        {answered ? words.done(answered.file.summary) : note}
      </p>
      {answered && <Answers file={answered.file} isOfBefore={answered.of !== held} />}
    </div>
  );
}
