import { type CommandParser, defineScript } from 'redis';
import { z } from 'zod';
import type { Admission, Budget, Made } from '../../platform/ephemera.ts';

/*
 * What takes more than one command, as scripts that Redis runs undisturbed. A budget lies as "count:last start"; a
 * value lies behind a mark, `0` for unspent and `1` for spent.
 */

// Redis is trusted to answer, not to answer in the right shape.
const admitReply = z.number();
const spendReply = z.union([z.null(), z.tuple([z.string(), z.number()])]);

/** Replies -1 when all admit, else the longest wait in seconds. Mirrors `admit` in memory.ts. */
const admit = defineScript({
  SCRIPT: `
    local now = tonumber(ARGV[1])
    local counts, kept, wait = {}, {}, -1
    for i, key in ipairs(KEYS) do
      local budget = cjson.decode(ARGV[i + 1])
      local count, last = 0, now
      local state = redis.call('GET', key)
      if state then
        local c, l = string.match(state, '^(%d+):(%d+)$')
        count, last = tonumber(c), tonumber(l)
      end
      local passed = math.max(0, now - last)
      if passed >= budget.memory then count = 0 end
      if budget.leak > 0 then count = math.max(0, count - math.floor(passed / budget.leak)) end
      counts[i], kept[i] = count, 0
      if budget.leak > 0 and count > 0 then kept[i] = math.floor(passed % budget.leak) end
      if count >= budget.free and #budget.delays > 0 then
        local delay = budget.delays[math.min(count - budget.free + 1, #budget.delays)]
        if passed < delay then wait = math.max(wait, delay - passed) end
      end
    end
    if wait >= 0 then return math.ceil(wait) end
    for i, key in ipairs(KEYS) do
      local budget = cjson.decode(ARGV[i + 1])
      redis.call('SET', key, string.format('%d:%d', counts[i] + 1, now - kept[i]), 'EX', budget.memory)
    end
    return -1`,
  parseCommand(parser: CommandParser, budgets: readonly Budget[], nowSeconds: number) {
    parser.pushKeysLength(budgets.map(({ key }) => key));
    parser.push(String(nowSeconds), ...budgets.map(budgetJson));
  },
  transformReply: (reply: unknown): Admission => {
    const wait = admitReply.parse(reply);
    return wait < 0 ? { admitted: true } : { admitted: false, retryAfterSeconds: Math.max(1, wait) };
  },
});

function budgetJson({ free, delaysSeconds, leakSeconds, memorySeconds }: Budget): string {
  return JSON.stringify({ free, delays: delaysSeconds, leak: leakSeconds, memory: Math.ceil(memorySeconds) });
}

const refund = defineScript({
  SCRIPT: `
    for i, key in ipairs(KEYS) do
      if ARGV[i] == '1' then
        redis.call('DEL', key)
      else
        local state = redis.call('GET', key)
        if state then
          local count, last = string.match(state, '^(%d+):(%d+)$')
          redis.call('SET', key, string.format('%d:%s', math.max(0, tonumber(count) - 1), last), 'KEEPTTL')
        end
      end
    end
    return 1`,
  parseCommand(
    parser: CommandParser,
    refunds: readonly { readonly key: string; readonly forget: boolean }[],
  ) {
    parser.pushKeysLength(refunds.map(({ key }) => key));
    parser.push(...refunds.map(({ forget }) => (forget ? '1' : '0')));
  },
  transformReply: (reply: unknown): unknown => reply,
});

const spend = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: `
    local stored = redis.call('GET', KEYS[1])
    if not stored then return false end
    local value = string.sub(stored, 2)
    if string.sub(stored, 1, 1) == '1' then return { value, 0 } end
    redis.call('SET', KEYS[1], '1' .. value, 'EX', ARGV[1])
    return { value, 1 }`,
  parseCommand(parser: CommandParser, key: string, ttlSeconds: number) {
    parser.pushKey(key);
    parser.push(String(ttlSeconds));
  },
  transformReply: (reply: unknown) => {
    const spent = spendReply.parse(reply);
    return spent === null ? undefined : { value: spent[0], first: spent[1] === 1 };
  },
});

const count = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: `
    local sum = redis.call('INCR', KEYS[1])
    if sum == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
    return sum`,
  parseCommand(parser: CommandParser, key: string, ttlSeconds: number) {
    parser.pushKey(key);
    parser.push(String(ttlSeconds));
  },
  transformReply: (reply: unknown): number => admitReply.parse(reply),
});

/** An epoch that nobody asked after for so long is begun anew; every claim it stood for has long expired. */
const EPOCH_UNASKED_SECONDS = 30 * 24 * 3600;

/**
 * The epoch names the run of Redis that it began in: a Redis that was started again from an old snapshot, or a replica
 * in its place, has the epoch and not the last claims. Mirrors `claimOnce` in memory.ts.
 */
const claimOnce = defineScript({
  NUMBER_OF_KEYS: 2,
  SCRIPT: `
    local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or ''
    local kept = redis.call('GETEX', KEYS[2], 'EX', ARGV[4])
    local epoch = kept and string.match(kept, '^' .. run .. ':(%d+)$')
    if not epoch then
      epoch = ARGV[3]
      redis.call('SET', KEYS[2], run .. ':' .. epoch, 'EX', ARGV[4])
    end
    if tonumber(ARGV[1]) < tonumber(epoch) then return 0 end
    return redis.call('SET', KEYS[1], '', 'NX', 'EX', ARGV[2]) and 1 or 0`,
  parseCommand(parser: CommandParser, key: string, epochKey: string, made: Made) {
    parser.pushKeys([key, epochKey]);
    const { issuedAtSeconds, ttlSeconds, epochIfNoneSeconds } = made;
    const numbers = [issuedAtSeconds, Math.ceil(ttlSeconds), epochIfNoneSeconds, EPOCH_UNASKED_SECONDS];
    parser.push(...numbers.map((number) => String(Math.floor(number))));
  },
  transformReply: (reply: unknown): boolean => admitReply.parse(reply) === 1,
});

export const scripts = { admit, refund, spend, count, claimOnce };
