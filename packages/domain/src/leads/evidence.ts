/** What an evidence file may be, by its content. The national layout format OFD is what bank receipts and letters come in. */
export const evidenceTypes = {
  pdf: 'PDF',
  jpeg: 'JPG 图片',
  png: 'PNG 图片',
  docx: 'Word 文档',
  xlsx: 'Excel 表格',
  ofd: 'OFD 版式文件',
} as const satisfies Readonly<Record<string, string>>
export type EvidenceType = keyof typeof evidenceTypes
export const evidenceTypeIds = Object.keys(evidenceTypes) as readonly EvidenceType[]

/** How much is kept: of one file, and of one record altogether; in bytes. A photograph of a page has one to three megabytes. */
export const mostEvidence = { fileBytes: 10 * 1_048_576, recordBytes: 50 * 1_048_576, files: 30 } as const
