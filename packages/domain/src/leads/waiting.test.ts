import { expect, test } from 'vitest'
import { figureKey, type Wait, waitsWord } from './waiting.ts'

const boards: Wait = { key: 'boards', word: '寄宿', questionId: '7', state: 'open', ownerName: '张老师', rosters: [], forEverybody: false }

test('what a child waits for is said with whoever is to say it', () => {
  expect(
    waitsWord([
      boards,
      { ...boards, ownerName: null },
      { ...boards, state: 'settled' },
      { ...boards, questionId: null, state: null },
      { ...boards, key: 'orphan', word: '孤儿', questionId: null, rosters: ['孤儿名册（民政局）'], forEverybody: true },
      { ...boards, key: 'orphan', word: '孤儿', questionId: null, forEverybody: true },
      { ...boards, key: figureKey, word: '还没有录入的标准', questionId: null },
    ]).split('；'),
  ).toEqual([
    '寄宿：张老师答',
    '寄宿：还没有派给人',
    '寄宿：已答，下次运行用上',
    '寄宿',
    '孤儿：等孤儿名册（民政局）',
    '孤儿：没有一种名册写着，凭证明补',
    '还没有录入的标准：本县录入',
  ])
})
