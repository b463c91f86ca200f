import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The accent colour, for the next thing to do. Shade 7 on light and 4 on dark have a contrast of 4.5:1. */
const pine: MantineColorsTuple = [
  '#eaf6f2',
  '#d5ebe3',
  '#aad8c9',
  '#7cc4ad',
  '#57b597',
  '#3a9c7f',
  '#2b866b',
  '#1d6b55',
  '#165444',
  '#0f4135',
];

/** Warm greys. Shade 6 is dimmed text on light, with 5.7:1 on the window's background. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ee',
  '#eae7e1',
  '#dfdbd3',
  '#cbc6bc',
  '#a8a297',
  '#68635a',
  '#57524a',
  '#3d3933',
  '#24211d',
];

/** Shade 7 is the window's background on dark, 0 its text, 2 its dimmed text. */
const dark: MantineColorsTuple = [
  '#e9e6df',
  '#cdc8be',
  '#aea99e',
  '#8f897e',
  '#45413a',
  '#36332d',
  '#2a2824',
  '#1e1c1a',
  '#181715',
  '#121110',
];

const red: MantineColorsTuple = [
  '#fdf0ee',
  '#fadfdb',
  '#f3bcb5',
  '#ec968b',
  '#e57769',
  '#d95a4a',
  '#c8402f',
  '#ab3122',
  '#8c281c',
  '#6f2017',
];

/** Fixes the text colour of filled controls: Mantine decides by the light shade, but the dark shade needs dark text. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isAccent = (input.color ?? input.theme.primaryColor) === input.theme.primaryColor;
  return input.variant === 'filled' && isAccent
    ? { ...colors, color: 'var(--mantine-primary-color-contrast)' }
    : colors;
};

export const theme = createTheme({
  colors: { pine, gray, dark, red },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver,
  luminanceThreshold: 0.32,
  black: '#24211d',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI", "Adwaita Sans", Cantarell, Ubuntu, Roboto, "Noto Sans", "Liberation Sans", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, "Noto Sans Mono", "Liberation Mono", monospace',
  fontSizes: {
    xs: '0.78125rem',
    sm: '0.84375rem',
    md: '0.875rem',
    lg: '1.0625rem',
    xl: '1.25rem',
  },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.125rem', lineHeight: '1.4' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.84375rem', lineHeight: '1.4' },
    },
  },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    InputDescription: { defaultProps: { fz: 'xs' } },
    InputError: { defaultProps: { fz: 'xs' } },
    CloseButton: { defaultProps: { 'aria-label': 'Close' } },
    ModalTitle: { defaultProps: { fw: 600 } },
    DrawerTitle: { defaultProps: { fw: 600 } },
    Anchor: { defaultProps: { underline: 'always' } },
  },
});
