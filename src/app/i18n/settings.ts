/** The words of settings and presets. */
export {
  choiceLabel,
  choicesOf,
  presetTexts,
  settingProblem,
  settingTexts,
} from '../../contract/messages/en/settings.ts';
