// Line drawings, 20 px, in the colour of their text. Decoration only: the name stands beside them or in aria-label.
const paths = {
  search: 'M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zm4.500 10.500L18 18',
  plus: 'M10 4v12M4 10h12',
  home: 'M3 10l7-6 7 6M5 9v8h10V9',
  people:
    'M7 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-5 7c0-3 2-5 5-5s5 2 5 5M13 4.500a3 3 0 0 1 0 5.300M14 12.500c2.500.500 4 2.200 4 4.500',
  twice: 'M6 6h11v11H6zM3 14V3h11',
  filter: 'M3 4h14l-5.500 7v5l-3-1.500V11z',
  tag: 'M3 10V4h6l8 8-6 6zM6.500 7v.010',
  seats: 'M4 5h3v3H4zM8.500 5h3v3h-3zM13 5h3v3h-3zM4 11h3v3H4zM8.500 11h3v3h-3zM13 11h3v3h-3z',
  trip: 'M3 7h14v10H3zM7 7V4h6v3M3 11h14',
  percent:
    'M5 16 15 4M5.500 6a1.500 1.500 0 1 0 3 0 1.500 1.500 0 0 0-3 0M11.500 14a1.500 1.500 0 1 0 3 0 1.500 1.500 0 0 0-3 0',
  box: 'M3 7l7-4 7 4v7l-7 4-7-4zM3 7l7 4 7-4M10 11v7',
  chart: 'M4 17V9M9 17V4M14 17v-6M3 17h14',
  star: 'M10 3l2 4.500 5 .500-3.800 3.300 1.200 4.700-4.400-2.600-4.400 2.600 1.200-4.700L3 8l5-.500z',
  list: 'M3 4h14v12H3zM3 8h14M8 8v8',
  ledger: 'M5 3h11v14H5zM5 3v14M8.500 7h5M8.500 10h5M8.500 13h3M3 6h2M3 10h2M3 14h2',
  upload: 'M10 14V4m0 0L6 8m4-4 4 4M3 17h14',
  history: 'M4 5v4h4M4.500 9A6.500 6.500 0 1 1 4 11M10 7v4l3 2',
  key: 'M12.500 4a3.500 3.500 0 1 1-2.300 6.100L4 16.300V18h-.500M6 14.500l2 2M12.500 4',
  user: 'M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zm-7 8c0-4 3-6 7-6s7 2 7 6',
  jobs: 'M10 3a7 7 0 1 0 7 7M10 6v4l3 2',
  close: 'M5 5l10 10M15 5L5 15',
  help: 'M7.500 7.500a2.500 2.500 0 1 1 3.700 2.200c-.800.500-1.200 1-1.200 2M10 15v.500M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16z',
  columns: 'M3 4h14v12H3zM8 4v12M12.500 4v12',
  download: 'M10 3v10m0 0 4-4m-4 4L6 9M3 17h14',
  print: 'M6 8V3h8v5M6 14H3V8h14v6h-3M6 12h8v5H6z',
  undo: 'M4 8h8a4 4 0 0 1 0 8H8M4 8l4-4M4 8l4 4',
  warn: 'M10 3 2 17h16zM10 8v4M10 14.500v.500',
  check: 'M4 10l4 4 8-9',
  down: 'M5 8l5 5 5-5',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zm8 2.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z',
  grip: 'M8 5v.010M8 10v.010M8 15v.010M12 5v.010M12 10v.010M12 15v.010',
  note: 'M5 3h10v14H5zM8 7h4M8 10h4M8 13h2',
  phone: 'M6 3 8 7 6 8.500a9 9 0 0 0 5.500 5.500L13 12l4 2v3c-8 1-14-6-14-13z',
  letter: 'M3 5h14v10H3zM3 5l7 6 7-6',
  settings: 'M4 6h12M4 10h12M4 14h12M7 4.500v3M13 8.500v3M9 12.500v3',
  trash: 'M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11',
  link: 'M8 12l4-4M7 9l-2 2a2.800 2.800 0 0 0 4 4l2-2M13 11l2-2a2.800 2.800 0 0 0-4-4L9 7',
} as const;

export type IconName = keyof typeof paths;

export const is_icon = (name: string | null | undefined): name is IconName => Boolean(name && name in paths);

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
