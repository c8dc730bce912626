/** Tables that are made only to be looked at by lead rules. */
export const paymentSchema = { person_id: 'bigint', row_id: 'bigint', item: 'text', written_item: 'text', amount_fen: 'bigint', paid_on: 'date' } as const
export const paidDeadSchema = { payment_row: 'bigint', death_row: 'bigint' } as const
export const silentSchoolSchema = { school_name: 'text', stage: 'text', township: 'text' } as const
