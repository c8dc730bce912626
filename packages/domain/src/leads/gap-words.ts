export { byProofWord, gapWords, lackingWord } from '@yingjin/determination'
