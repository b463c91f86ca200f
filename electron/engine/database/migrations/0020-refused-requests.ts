/** What a refused request needs besides its body to be verified again, once the secret, the address or the clock is right. */
export default `
CREATE TABLE refused_requests (
  delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
  method TEXT NOT NULL,
  query TEXT NOT NULL,
  headers TEXT NOT NULL                          -- JSON; values that are secrets are sealed (intake/sealed-headers.ts)
) STRICT;
`;
