import { birthAndLastFourIn } from '@yingjin/kernel'
import type { SealedColumn } from '../platform/vault/index.ts'

/** Where the registry keeps sealed values: what seals them anew goes through these. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'registry.identity_number',
    column: 'number_sealed',
    key: ['identity_number_id'],
    record: 'record',
    // A permit number is digested as a certificate's is.
    indexes: { number_index: `case kind when 'permit' then 'certificate-number' else kind end`, birth_and_last_four_index: `'birth-and-last-four'` },
    textFor: (kind, plain) => (kind === 'birth-and-last-four' ? birthAndLastFourIn(plain) : plain),
  },
  {
    table: 'registry.household',
    column: 'number_sealed',
    key: ['household_id'],
    record: 'number_record',
    indexes: { number_index: `'certificate-number'` },
  },
  { table: 'registry.import_row', column: 'raw_sealed', key: ['import_id', 'row_no'], record: `import_id || '/' || row_no` },
  { table: 'registry.import_part', column: 'digest_sealed', key: ['import_id', 'part'], record: `import_id || '/' || part` },
  {
    table: 'registry.row_answer',
    column: 'evidence_sealed',
    key: ['row_answer_id'],
    record: `import_id || '/' || row_no`,
    indexes: { evidence_index: `'certificate-number'` },
  },
  { table: 'registry.delivery', column: 'reading_sealed', key: ['delivery_id'], record: 'record' },
  { table: 'registry.delivery_list', column: 'returned_sealed', key: ['delivery_list_id'], record: 'record' },
  { table: 'registry.change_request', column: 'numbers_sealed', key: ['change_request_id'], record: 'record' },
]
