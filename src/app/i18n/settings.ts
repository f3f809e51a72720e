/** The words of settings and presets. */
export {
  choiceLabel,
  choicesOf,
  helpOf,
  presetTexts,
  settingProblem,
  settingTexts,
} from '../../contract/messages/en/settings.ts';
