import type { RosterKind } from '../roster-kind.ts'

/** 死亡名单. A death does not go out of force. */
export const deathList: RosterKind = {
  id: 'death-list',
  name: '死亡名单',
  subject: 'person',
  sender: '卫生健康委',
  direction: 'negative',
  words: ['死亡名单', '死亡人员', '死亡人口', '死亡', '亡故', '火化'],
  coverage: { population: 'residents', extent: 'partial', delivery: 'full', inForceForDays: 36_600 },
  columns: [
    { key: 'name', required: true, also: ['死者姓名', '死亡人员姓名', '亡者姓名'] },
    { key: 'id_number', required: true, also: ['死者身份证号', '死者身份证号码', '死亡人员身份证号'] },
    { key: 'sex' },
    { key: 'birth_date' },
    { key: 'hukou_division' },
    { key: 'township' },
    { key: 'village' },
    { key: 'address' },
    { key: 'died_on', required: true },
  ],
  key: ['id_number'],
  establishes: [],
}
