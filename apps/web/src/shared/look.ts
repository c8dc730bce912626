/** The one table of colours and sizes: the style sheet and Ant Design both take them from here. */
export const look = {
  accent: '#1259b8',
  accentSoft: '#e8f0fb',
  ink: '#1f2329',
  inkSoft: '#5a6270',
  line: '#dfe3e8',
  ground: '#f4f5f7',
  paper: '#ffffff',
  wrong: '#b3261e',
  wrongSoft: '#fcebea',
  late: '#8a4b00',
  lateSoft: '#fdf1e0',
  well: '#1b6e3c',
  wellSoft: '#e6f3ea',
} as const
