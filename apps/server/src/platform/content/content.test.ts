import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, type Result, word } from '@yingjin/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { removeFolder } from '../files/index.ts'
import { makeFieldKey, openBytes, openFieldVault, openVault, sealBytes } from '../vault/index.ts'
import { cleanName, type ContentProblem, contentWording, type FileType, recogniseFile } from './index.ts'
import { aDocx, aJpeg, anOfd, anXlsx, aPdf, aPng, aZip } from './testing/index.ts'

const found = async (bytes: Buffer): Promise<string> => {
  const judged: Result<FileType, ContentProblem> = await recogniseFile(bytes)
  if (judged.ok) return judged.value
  expect(word(contentWording, judged.problem)).toMatch(/没有收下.*请/)
  const { code, facts } = judged.problem
  return [code, 'looks' in facts ? facts.looks : 'what' in facts ? facts.what : null].filter(part => part !== null).join(' ')
}
const text = (of: string): Buffer => Buffer.from(of, 'latin1')
const behind = (bytes: Buffer, tail: Buffer): Buffer => Buffer.concat([bytes, tail])

test('a paper, a photograph, a document, a table and an OFD are known by what is in them', async () => {
  expect(await Promise.all([aPdf(), aJpeg(), aPng(), aDocx(), anXlsx(), anOfd()].map(found))).toEqual(['pdf', 'jpeg', 'png', 'docx', 'xlsx', 'ofd'])
})

test('what a file is called or claims to be does not matter: web pages, scripts, programs and archives are refused', async () => {
  const refusedFor: readonly (readonly [Buffer, string])[] = [
    [text(''), 'content/empty'],
    [text('<!DOCTYPE html><script>alert(1)</script>'), 'content/not-taken web'],
    [text('  <svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'content/not-taken web'],
    [Buffer.from('\ufeff<svg onload="x()"/>', 'utf16le'), 'content/not-taken web'],
    [text('#!/bin/sh'), 'content/not-taken program'],
    [text('MZ\u0090'), 'content/not-taken program'],
    [text('姓名,金额'), 'content/not-taken text'],
    [text('GIF89a'), 'content/not-taken image'],
    [text('\0\0\0\u0018ftypheic'), 'content/not-taken heic'],
    [text('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'), 'content/not-taken old-office'],
    [aZip({ 'a.txt': 'x' }), 'content/not-taken archive'],
    [aZip({ 'ppt/presentation.xml': 'x' }), 'content/not-taken slides'],
    [text('PK\u0003\u0004broken'), 'content/not-taken archive'],
  ]
  for (const [bytes, says] of refusedFor) expect(await found(bytes)).toBe(says)
})

test('a file that is two things at once is refused', async () => {
  const zip = aZip({ 'a.js': 'x' })
  for (const bytes of [aPdf(), aJpeg(), aPng()]) expect(await found(behind(bytes, zip))).toBe('content/two-in-one')
  expect(await found(behind(aDocx(), zip))).toBe('content/not-taken archive')
  expect(await found(behind(aDocx(), text('<html>')))).toBe('content/two-in-one')
  expect(await found(aJpeg('<script>alert(1)</script>'))).toBe('content/two-in-one')
  expect(await found(aPng('<svg onload=x>'))).toBe('content/two-in-one')
  expect(await found(behind(aPng(), text('x')))).toBe('content/two-in-one')
  // A camera adds its own behind the picture.
  expect(await found(behind(aJpeg(), text('SEFT')))).toBe('jpeg')
})

test('what would run when it is opened is refused', async () => {
  expect(await found(aPdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'))).toBe('content/active script')
  expect(await found(aPdf('/OpenAction << /S /Java#53cript /JS (app.alert(1)) >>'))).toBe('content/active script')
  expect(await found(aPdf('/A << /S /Launch >>'))).toBe('content/active launch')
  expect(await found(anXlsx({ 'xl/vbaProject.bin': 'x' }))).toBe('content/active macro')
  expect(await found(aDocx({ 'word/embeddings/oleObject1.bin': 'x' }))).toBe('content/active object')
  expect(await found(aDocx({ 'run.exe': 'x' }))).toBe('content/active object')
  expect(await found(aDocx({ '../../etc/x': 'x' }))).toBe('content/damaged')
})

test('a file cut off anywhere is never taken for a whole one', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(aPdf(), aJpeg(), aPng(), aDocx(), anXlsx(), anOfd()),
      fc.double({ min: 0, max: 0.95, noNaN: true }),
      async (bytes, part) => {
        expect((await recogniseFile(bytes.subarray(0, Math.floor(bytes.length * part)))).ok).toBe(false)
      },
    ),
  ))

test('no name holds a folder, a number of a person, or an ending other than what the file is', () => {
  const cleaned: readonly (readonly [given: string, type: FileType, kept: string])[] = [
    ['发放凭证.pdf', 'pdf', '发放凭证.pdf'],
    ['C:\\Users\\甲\\凭证.PDF.exe', 'pdf', '凭证.pdf'],
    ['../../etc/passwd', 'png', 'passwd.png'],
    ['王小花99010120150301001X.jpg', 'jpeg', '王小花（号码略）.jpg'],
    ['王小花 990101 2015 0301 001x 户口.jpg', 'jpeg', '王小花 （号码略） 户口.jpg'],
    ['９９０１０１２０１５０３０１００１Ｘ.png', 'png', '（号码略）.png'],
    ['G99010120150301001X 学籍.xlsx', 'xlsx', '（号码略） 学籍.xlsx'],
    ['13800138000.jpg', 'jpeg', '（号码略）.jpg'],
    ['凭证\u202efdp.exe', 'pdf', '凭证fdp.pdf'],
    ['2022年9月凭证17号.docx', 'docx', '2022年9月凭证17号.docx'],
    ['凭证2022.9.1', 'ofd', '凭证2022.9.1.ofd'],
    ['con.pdf', 'pdf', '文件.pdf'],
    ['...', 'pdf', '文件.pdf'],
  ]
  for (const [given, type, kept] of cleaned) expect(cleanName(given, type)).toBe(kept)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.constantFrom('pdf', 'jpeg') as fc.Arbitrary<FileType>, (given, type) => {
      const name = cleanName(given, type)
      expect(name).not.toMatch(/[/\\\p{Cc}"<>]|\d{11}/u)
      expect(Array.from(name).length).toBeLessThanOrEqual(85)
      expect(cleanName(name, type)).toBe(name)
    }),
  )
})

test('sealed bytes open where they stand and nowhere else, and a changed bit is noticed', () => {
  const config = mkdtempSync(join(tmpdir(), 'content-'))
  try {
    const vault = must(openVault(config, '990101', null))
    const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
    const place = { field: 'content.file.sealed_key', record: '7' } as const
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4096 }), fc.nat(), (plain, at) => {
        const { key, sealed } = sealBytes(fields, place, plain, 'note')
        expect(must(openBytes(fields, place, { key, sealed }))).toEqual({ plain: Buffer.from(plain), note: 'note' })
        expect(openBytes(fields, { ...place, record: '8' }, { key, sealed }).ok).toBe(false)
        const bent = Buffer.from(sealed)
        const i = at % bent.length
        bent[i] = (bent[i] ?? 0) ^ 1
        expect(openBytes(fields, place, { key, sealed: bent }).ok).toBe(false)
      }),
      { numRuns: 50 },
    )
  } finally {
    removeFolder(config)
  }
})
