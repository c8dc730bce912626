export { damagedRosters, type DamagedRosters, randomFrom } from './damaged-rosters.ts'
export { naiveCascade, type NaivePair, type NaivePerson, type NaiveRow, nameRelation } from './naive-cascade.ts'
