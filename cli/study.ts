/** `npm run study`: trains each of some settings with each of some seeds, and says what the runs show together. */
import { beginStudy, checkStudyData, TrainingService } from '../src/model/index.ts';
import { loadData } from './data.ts';
import { configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';
import { t } from './language.ts';
import { isChild, serve } from './study-child.ts';
import { checkStudyFiles, holdsStudy, loadStudy } from './study-files.ts';
import {
  checkResumeFlags,
  jobsAsked,
  readsStandardInput,
  studyOptions,
  studyRequest,
} from './study-flags.ts';
import { runnersFor } from './study-jobs.ts';
import { StudyLoop } from './study-loop.ts';
import { loadVectors } from './vectors.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseFlagsAndPaths(studyOptions, 'study');
  if (values.help) return console.log(t.help.study(describeFlags()));
  const { resume } = values;
  if (resume !== undefined) checkResumeFlags(values, positionals);
  const saved = resume === undefined ? null : await loadStudy(resume);
  const jobs = jobsAsked(values, positionals);
  const request = saved ? null : studyRequest(values, positionals);
  const out = values.out ?? resume;
  if (out !== undefined) await checkStudyFiles(out);
  if (out !== undefined && !saved && (await holdsStudy(out))) console.error(t.study.replaces(out));
  const service = new TrainingService();
  try {
    const loaded = await loadData(service, values, positionals);
    for (const note of loaded.notes) console.error(note);
    const data = service.data.identity();
    if (saved) checkStudyData(saved, data);
    const state =
      request === null
        ? saved
        : beginStudy({ ...request, base: configFromFlags(values.preset, values, loaded) });
    if (!state) return;
    const { base, cells, halving } = state.plan;
    await loadVectors(
      service,
      values,
      cells.map((cell) => ({ ...base, ...cell })),
    );
    if (halving) console.error(t.study.halving);
    const record = { ...state, data };
    const isDataHereAlone = readsStandardInput(values, positionals);
    const runners = await runnersFor(service, record, { jobs, isDataHereAlone });
    await new StudyLoop(record, values, runners).run();
  } finally {
    service.backend.close();
  }
}

if (isChild()) serve();
else main().catch(fail);
