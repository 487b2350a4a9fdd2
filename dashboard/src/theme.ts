import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { strings } from './strings';

const ink: MantineColorsTuple = [
  '#eef1ff',
  '#dde2f8',
  '#b9c2ec',
  '#93a0e1',
  '#7384d8',
  '#5f72d3',
  '#4c5fd7',
  '#4152ba',
  '#3848a6',
  '#2c3d93',
];

export const theme = createTheme({
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 6 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  headings: { fontWeight: '650' },
  components: {
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        closeButtonProps: { 'aria-label': strings.common.close },
      },
      styles: { title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } },
    },
    Notification: { styles: { description: { color: 'var(--mantine-color-dimmed)' } } },
    Tooltip: { defaultProps: { openDelay: 300 } },
    Badge: { defaultProps: { tt: 'none', fw: 600 } },
  },
});

/** The colours that tinted areas come in: badges, alerts, and initials in the place of a picture. */
const TINTS = [
  'ink',
  'blue',
  'cyan',
  'grape',
  'gray',
  'green',
  'indigo',
  'lime',
  'orange',
  'pink',
  'red',
  'teal',
  'violet',
  'yellow',
];

/**
 * Mantine's dimmed text and its errors are too faint to pass WCAG AA on our grounds, as is text on its tinted areas in the light; in the
 * dark those areas are too loud.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c636a',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    ...darkOnTints(TINTS),
  },
  dark: {
    '--mantine-color-dimmed': '#a3a3a3',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    ...softTints(TINTS),
  },
});

function softTints(colors: string[]): Record<string, string> {
  return Object.fromEntries(
    colors.flatMap((color) => [
      [
        `--mantine-color-${color}-light`,
        `color-mix(in srgb, var(--mantine-color-${color}-6) 18%, transparent)`,
      ],
      [
        `--mantine-color-${color}-light-hover`,
        `color-mix(in srgb, var(--mantine-color-${color}-6) 26%, transparent)`,
      ],
      [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-3)`],
    ]),
  );
}

function darkOnTints(colors: string[]): Record<string, string> {
  return Object.fromEntries(
    colors.map((color) => [
      `--mantine-color-${color}-light-color`,
      `color-mix(in srgb, var(--mantine-color-${color}-9) 70%, black)`,
    ]),
  );
}
