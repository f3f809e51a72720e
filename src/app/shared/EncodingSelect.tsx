import type { Encoding } from '../../workers/protocol.ts';
import { dataWords } from '../i18n/data.ts';
import { Select } from '../ui/Select.tsx';

const options = Object.entries(dataWords.encodings).map(([value, label]) => ({ value, label }));
const isEncoding = (value: string): value is Encoding => value in dataWords.encodings;

interface Props {
  value: Encoding;
  help: string;
  isDisabled: boolean;
  onChange: (encoding: Encoding) => void;
}

/** In which encoding a text file is read. */
export function EncodingSelect({ value, help, isDisabled, onChange }: Props) {
  return (
    <Select
      label={dataWords.encoding}
      value={value}
      options={options}
      help={help}
      isDisabled={isDisabled}
      onChange={(chosen) => {
        if (isEncoding(chosen)) onChange(chosen);
      }}
    />
  );
}
