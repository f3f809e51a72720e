/** What each lab says, in English: it comes with the view of labs. */
import type { LabId } from '../../labs.ts';

export interface LabWords {
  title: string;
  /** What somebody knows after it. */
  lead: string;
  /** One paragraph each. */
  before: readonly string[];
  question: string;
  /** In the order of their places; `right` is one of these. */
  answers: readonly string[];
  right: number;
  /** What each step does, the name of its button, and what to look at once it is done. */
  steps: readonly { does: string; button: string; look: string }[];
  /** One paragraph each, after the answer was revealed. */
  after: readonly string[];
}

/** Reviews to ask a network about. */
export const labTexts = {
  /** A verdict that turns round on the way. */
  turning: 'The food was great, but the service was so bad that we will never come back',
  plain: 'The food was great and the place is clean',
};

const train = {
  does: 'Train a small LSTM, of 32 units in one layer that reads forwards: a few seconds. Or take the one that is loaded.',
  button: 'Train the lab’s network',
};

const gates: LabWords = {
  title: 'What does a gate do',
  lead: 'What the gates are: three numbers from 0 to 1 for each unit and word, which decide what goes through.',
  before: [
    'A unit of an LSTM has a cell state c and three gates. The input gate i says how much of what a word means is written into c, the forget gate f how much of c stays, the output gate o how much of c is shown to the rest of the network. Each gate is σ of a weighted sum of the word and of what was shown before, so that the network itself learns when to open and shut it.',
    'cₜ = fₜ ∘ cₜ₋₁ + iₜ ∘ c̃ₜ, and hₜ = oₜ ∘ tanh(cₜ). Here you hold one gate, and see what the network loses.',
  ],
  question: 'All input gates are held at 0. What does the network answer?',
  answers: [
    'The same to every text.',
    'The opposite of what it answered before.',
    'It answers by the last word alone.',
  ],
  right: 0,
  steps: [
    { ...train, look: 'An LSTM is trained, and answers.' },
    {
      does: 'Ask it about a review.',
      button: 'Write the review',
      look: 'Step through the words with the arrow keys: each gate’s curve shows where the unit opened it.',
    },
    {
      does: 'Hold all input gates at 0.',
      button: 'Shut the input gates',
      look: 'Nothing is written: the cell state stays 0, and all bars are alike.',
    },
    {
      does: 'Ask it about another review.',
      button: 'Write another review',
      look: 'Other words, the same bars: the answer is the last layer’s bias.',
    },
    {
      does: 'Now hold them at 1.',
      button: 'Open the input gates',
      look: 'Every word is written in full, also those that say nothing, such as “the”.',
    },
    {
      does: 'Put the gates back to how they were trained.',
      button: 'As trained again',
      look: 'The gates choose again.',
    },
  ],
  after: [
    'With the input gate at 0 the sum f ∘ c + i ∘ c̃ has only its first part, and that begins with 0. Whatever the candidate c̃ says, none of it gets in. So every text has the same answer.',
    'A gate is no switch that somebody sets: it is a small layer of its own, with weights that are learned like all others. Its values lie between 0 and 1, so that the loss has a gradient by them.',
  ],
};

const neverForget: LabWords = {
  title: 'Never forget',
  lead: 'What an LSTM is for: its cell state, and the gate that clears it.',
  before: [
    'An LSTM reads a review word by word. What it knows so far is in its cell state. At each word the forget gate says, for every unit, which share of the cell state stays: 1 keeps all of it, 0 clears it.',
    'Training finds out when to forget. Here you take that choice away from the network: first it never forgets, then it forgets at once.',
  ],
  question: 'The forget gates are put to 1, so that the network never forgets. What happens to its accuracy?',
  answers: [
    'It falls to about one half: without forgetting an LSTM is of no use.',
    'It falls, but by less than when it has no memory: on short reviews remembering counts for more than forgetting.',
    'It rises clearly: more memory is always better.',
  ],
  right: 1,
  steps: [
    { ...train, look: 'An LSTM is trained, and answers.' },
    {
      does: 'Ask it about a text that changes its mind.',
      button: 'Write the text',
      look: 'The bars show the probability after each word. Follow them past “but”.',
    },
    {
      does: 'Put all forget gates to 1.',
      button: 'Never forget',
      look: 'What was written into the cell state stays to the end. Look at the curve of the forget gate.',
    },
    {
      does: 'Measure the changed network on validation reviews, which it has not learned from.',
      button: 'Measure without forgetting',
      look: 'Measured: the table below has it.',
    },
    {
      does: 'Now put them to 0: the cell state is cleared before each word.',
      button: 'Forget at once',
      look: 'Each bar says what one word means almost by itself, and the last one is the answer.',
    },
    {
      does: 'Measure again.',
      button: 'Measure without a memory',
      look: 'Measured: the table below has it.',
    },
    {
      does: 'Put the gates back to how they were trained.',
      button: 'As trained',
      look: 'The trained network was never changed: only a copy of it.',
    },
  ],
  after: [
    'Compare the rows of the table above: without forgetting the network loses something, without a memory more. Without a memory all that counts is the last word, and what a gate can make of the word before it. That is what an LSTM is for: it carries a word’s meaning to the end of the text.',
    'The first LSTM of 1997 had no forget gate at all. Gers, Schmidhuber and Cummins added it in 2000 for endless texts, where a cell state that only grows would fill up. A review is short: it ends before that.',
    'A weakness shows here too. The cell state has few numbers for all that was read. The longer a text, the more has to share them.',
  ],
};

const keepProb: LabWords = {
  title: 'keep_prob 1 against 0.5',
  lead: 'How an LSTM is optimised, and how to see that it learns by heart.',
  before: [
    'Training lowers the loss: after each batch, every weight is moved a little against its gradient. The optimizer, here Adam, says how far. A network with enough weights can lower the loss on its training reviews to almost nothing. Whether that helps with other reviews, only the validation part says.',
    'keep_prob is the chance that an output is kept in training. With 0.5 every second one is dropped, anew for each batch, so that the network can’t lean on single outputs.',
  ],
  question:
    'With keep_prob 1 the network soon is right on almost every training review. And on validation reviews?',
  answers: [
    'Almost as often: what is learned is learned.',
    'Clearly less often, and with keep_prob 0.5 it becomes sure of its errors more slowly.',
    'About half of the time: it has learned nothing.',
  ],
  right: 1,
  steps: [
    {
      does: 'Train with keep_prob 1, for eight epochs. The run is the lab’s own: it is saved nowhere.',
      button: 'Train with keep_prob 1',
      look: 'The two lines part: training rises to 100%, validation does not.',
    },
    {
      does: 'Train the same network with keep_prob 0.5, for words and outputs.',
      button: 'Train with keep_prob 0.5',
      look: 'The dotted line is the run before. Compare the validation loss.',
    },
  ],
  after: [
    'This is overfitting: the network learns its training reviews by heart, and becomes more and more sure, also where it is wrong. The validation loss shows it soonest: it rises while the accuracy still stands.',
    'Dropping outputs slows that down, and so do fewer epochs. This page saves the epoch that was best on validation. More reviews help most: a few thousand are little for an LSTM, which is one of its weaknesses.',
    'The training accuracy of keep_prob 0.5 is measured with outputs dropped. Without, it would be higher.',
  ],
};

const simpleRnn: LabWords = {
  title: 'Why not a simple RNN',
  lead: 'The vanishing gradient, seen: how far back a network can learn from its errors.',
  before: [
    'A simple RNN has no gates: hₜ = tanh(W xₜ + U hₜ₋₁ + b). To learn that a word long ago was the reason of an error, the gradient has to come back from the end through every later word. At each it is multiplied by U and by the slope of tanh, which is below 1.',
    'The plot shows the norm of the gradient at each distance from the end of a review, as a share of that at the last word. Its axis is logarithmic: a straight line down means a factor at each word. The words’ numbers begin between −1 and 1 here, as in the article.',
  ],
  question: 'How much of the gradient is left 20 words before the end, in a simple RNN before any training?',
  answers: ['About one half.', 'About a tenth.', 'Less than a hundredth.'],
  right: 2,
  steps: [
    {
      does: 'Train an LSTM for four epochs, and look at its gradients after each.',
      button: 'Train the LSTM',
      look: 'The solid line is the LSTM, the dotted one a simple RNN of the same sizes before any training. Thin lines are earlier epochs.',
    },
    {
      does: 'Train a simple RNN with the same settings and reviews.',
      button: 'Train the simple RNN',
      look: 'The dashed line is the simple RNN. After its first epoch, the lowest thin line, it falls as before; later it comes nearer to the LSTM.',
    },
  ],
  after: [
    'Bengio, Simard and Frasconi described it in 1994: a gradient that is multiplied at each step vanishes or explodes. What lies far back is then learned late or never. In the LSTM the cell state goes from word to word by f ∘ c alone, and as long as f is near 1, the gradient comes back the same way.',
    'The simple RNN learns all the same: its weights grow until the gradient gets through, which takes it some epochs more. On reviews of hundreds of words that way is too long.',
    'How soon a gradient vanishes depends on the first values. With small word numbers tanh is nearly straight, and an orthogonal U loses nothing: with this page’s recommended settings a simple RNN begins better than here. It still has no gate to shield what it knows from the next word.',
  ],
};

const shuffledLabels: LabWords = {
  title: 'Learning noise',
  lead: 'What accuracy on training reviews proves: nothing.',
  before: [
    'The labels of the training reviews are dealt out anew, by chance: a review that says “terrible” may now be called positive. There is nothing left to be learned from them. Validation reviews have their own labels still.',
    'The shuffling is done for this one run, in its memory. Your data stays as it is, and the run is saved nowhere.',
  ],
  question: 'Trained on shuffled labels, what does the network come to on its training reviews?',
  answers: [
    'About 50%: there is nothing to be learned.',
    'About 65%: by chance some words go with a label.',
    'Over 85%: it learns them by heart, one by one.',
  ],
  right: 2,
  steps: [
    {
      does: 'Train with the right labels first.',
      button: 'Train with the right labels',
      look: 'A few epochs suffice.',
    },
    {
      does: 'Train the same network with shuffled labels.',
      button: 'Train with shuffled labels',
      look: 'The training line rises all the same, only later. The validation line stays near one half.',
    },
  ],
  after: [
    'Zhang and others showed this in 2017 for networks that recognise pictures: they are large enough to learn any labels by heart. So an accuracy on training reviews says nothing about what was understood.',
    'It takes longer, though: what reviews have in common is learned first, and single reviews last. That is why stopping early helps, and why some wrong labels do less harm than one might fear.',
    'Hence the rule of this page: every accuracy that counts comes from reviews that were never trained on.',
  ],
};

const wordOrder: LabWords = {
  title: 'Word order',
  lead: 'When counting words is enough, and what an LSTM could add.',
  before: [
    'A bag-of-words baseline only counts words: for it “not good, bad” and “not bad, good” are the same. An LSTM reads them in order. But does it need the order?',
    'Here the words of every review are shuffled, in training and in validation. All that is left is which words are in it.',
  ],
  question: 'Trained and validated on shuffled words, how accurate is the LSTM?',
  answers: [
    'About 50%: without their order words mean nothing.',
    'Nearly as accurate as with the order: within a few points.',
    'More accurate: it can’t be misled by grammar.',
  ],
  right: 1,
  steps: [
    {
      does: 'Train on reviews as they are.',
      button: 'Train in order',
      look: 'The line to compare with.',
    },
    {
      does: 'Train the same network on shuffled words.',
      button: 'Train on shuffled words',
      look: 'The dotted line is the run in order.',
    },
  ],
  after: [
    'On these sentences single words decide most cases: “great” and “terrible” say it all. Then counting is enough, and the simple baseline in Understand is hard to beat. It is the first thing to compare with.',
    'Order counts where the same words mean something else in another place: “not bad at all”, “I wanted to like it”. Such sentences are few here, and with two thousand training reviews an LSTM hardly learns them. With more reviews it does.',
    'The figures of both runs come from about three hundred validation reviews: a difference of two or three points may be chance.',
  ],
};

/** A lab's texts, by its address. */
export const labs: Readonly<Record<LabId, LabWords>> = {
  gates,
  'never-forget': neverForget,
  'keep-prob': keepProb,
  'simple-rnn': simpleRnn,
  'shuffled-labels': shuffledLabels,
  'word-order': wordOrder,
};
