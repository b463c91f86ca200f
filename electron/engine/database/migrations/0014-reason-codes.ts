/** The code of why a delivery was refused or not processed; null for what was stored before. */
export default `
ALTER TABLE deliveries ADD COLUMN reason_code TEXT;
`;
