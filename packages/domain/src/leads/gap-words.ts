export { byProofWord, gapWords } from '@yingjin/determination'
