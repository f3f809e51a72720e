/** `npm run explain`: what a model's answer for a text is made of, word by word. */
import { attributionMethods, InputError, TrainingService } from '../src/model/index.ts';
import type { AttributionMethod } from '../src/model/index.ts';
import { explanationLines } from './explain-print.ts';
import { fail, parseFlagsAndPaths } from './flags.ts';
import { loadModel } from './model-folder.ts';

const usage = `npm run explain -- --model FOLDER "text" [--method ${attributionMethods.join('|')}]

  --model FOLDER           what --out of train wrote, an unpacked download, its zip, or model.safetensors
  --method                 how the logit is shared out among the words:
                             integrated-gradients (the default) from a text of unknown words to this one; what the
                               words add comes to the difference of both logits, within 1%
                             occlusion what the logit loses when the word is unknown
                             lrp layer-wise relevance propagation, for LSTMs
  --trace                  also every gate and state of every layer, with --json; without it, half-lives
  --phrases                also what neighbouring words add together beyond each alone, as “not bad” does
  --json                   {"text":…,"classes":[…],"probability":[…],"tokens":[{"token":…,"known":…,"attribution":…,
                           "running":[…]}],"baselineLogit":…,"logit":…,"completenessError":…}, with --trace "layers" and
                           with --phrases "phrases" too

The logit is that of the second of two classes, else that of the most probable class. "running" are the probabilities if
the text ended after the word. A long text is cut as the network reads it.`;

const options = {
  model: { type: 'string' },
  method: { type: 'string', default: 'integrated-gradients' },
  trace: { type: 'boolean', default: false },
  phrases: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, paths: words } = parseFlagsAndPaths(options, 'explain', { settings: {} });
  if (values.help) return console.log(usage);
  if (!values.model) throw new InputError({ code: 'say-model' });
  const method = methodOf(values.method);
  const [text] = words;
  if (words.length !== 1) throw new InputError({ code: 'say-one-text' });
  const service = new TrainingService();
  try {
    await loadModel(service, values.model);
    const explanation = await service.explain(text, method);
    const layers = values.trace ? service.trace(text) : null;
    const phrases = values.phrases ? await service.phrases(text) : null;
    const more = { ...(layers && { layers }), ...(phrases && { phrases }) };
    if (values.json) console.log(JSON.stringify({ ...explanation, ...more }));
    else for (const line of explanationLines(explanation, more)) console.log(line);
  } finally {
    service.backend.close();
  }
}

/** @throws {InputError} */
function methodOf(name: string): AttributionMethod {
  const method = attributionMethods.find((known) => known === name);
  if (!method) throw new InputError({ code: 'no-such-method', method: name, methods: attributionMethods });
  return method;
}

main().catch(fail);
