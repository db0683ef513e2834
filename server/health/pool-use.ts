/** How busy one pool of database connections is. */
export interface PoolUse {
  readonly pool: 'quick' | 'slow';
  readonly busy: number;
  readonly idle: number;
  /** Statements that wait for a connection. */
  readonly waiting: number;
}
