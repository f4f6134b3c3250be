/** Days that people ask about, offered where the data reach that far. */

export interface Preset {
  day: string;
  name: string;
}

export const CRISES: readonly Preset[] = [
  { day: "1998-08-31", name: "Russian default" },
  { day: "2000-03-24", name: "Dot-com peak" },
  { day: "2001-09-21", name: "After 9/11" },
  { day: "2008-09-15", name: "Lehman" },
  { day: "2009-03-09", name: "Crisis low" },
  { day: "2011-08-08", name: "US downgrade" },
  { day: "2020-02-19", name: "Before Covid" },
  { day: "2020-03-23", name: "Covid low" },
  { day: "2022-01-03", name: "2022 peak" },
];

export function presetsWithin(first: string, last: string): readonly Preset[] {
  return CRISES.filter(({ day }) => day > first && day < last);
}
