import { strings } from '../strings';

const BROWSERS: [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|HeadlessChrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** "Firefox on Linux" for a user agent that is one; anything else as it is. */
export function deviceName(device: string | null): string {
  if (device === null || device.trim() === '') {
    return strings.sessions.unknownDevice;
  }
  const browser = firstMatch(BROWSERS, device);
  const system = firstMatch(SYSTEMS, device);
  if (browser !== undefined && system !== undefined) {
    return strings.sessions.device(browser, system);
  }
  return browser ?? device;
}

function firstMatch(table: [RegExp, string][], text: string): string | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}
