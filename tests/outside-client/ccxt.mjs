// Drives the fake venue through ccxt alone: node ccxt.mjs REST_URL STREAM_URL API_KEY SECRET
// Prints a line per step; ends with 0 when every step did what a trader expects, else with 1 and the reason.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';

const [rest, streams, apiKey, secret] = process.argv.slice(2);
assert.match(new URL(rest).hostname, /^127\.0\.0\.1$/, 'the venue must be on loopback');

const SYMBOL = 'BTC/USDT:USDT';
const SIZE = 0.01;
const WAIT_MS = 15_000;

const exchange = new ccxt.pro.binanceusdm({ apiKey, secret, enableRateLimit: false });
for (const [name, url] of Object.entries(exchange.urls.api)) {
  if (typeof url === 'string') {
    exchange.urls.api[name] = url.replace(/^https:\/\/[^/]+/, rest);
  }
}
exchange.urls.api.ws.future = `${streams}/ws`; // ccxt itself makes /public/ws, /market/ws and /private/ws of it
exchange.has.fetchCurrencies = false; // an endpoint of the spot exchange
await exchange.loadHttpProxyAgent(); // ccxt's way to allow ws:// without TLS

const within = (what, promise) => Promise.race([
  promise,
  new Promise((_, reject) => { setTimeout(() => reject(new Error(`${what}: nothing within ${WAIT_MS} ms`)), WAIT_MS).unref(); }),
]);
const step = async (what, act) => {
  const result = await within(what, act());
  console.log(`ok ${what}`);
  return result;
};
// What the stream told is kept by the client; two messages in a row wake who waits once, so what is kept is looked at as well.
const untilOrder = async (id, status) => {
  for (;;) {
    const found = [...(exchange.orders ?? [])].find((o) => o.id === id && o.status === status);
    if (found) return found;
    await Promise.race([exchange.watchOrders(SYMBOL), new Promise((resolve) => { setTimeout(resolve, 200); })]);
  }
};

// What happens before a stream is open is told to nobody, so the first order waits for it.
async function untilPrivate() {
  for (;;) {
    const state = await (await fetch(`${rest}/fake/state`)).json();
    if (state.connections.Private > 0) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

async function marketData() {
  const markets = await step('loads the markets', () => exchange.loadMarkets());
  assert.equal(markets[SYMBOL].linear, true);
  assert.equal(markets[SYMBOL].precision.price, 0.1);
  assert.equal(markets[SYMBOL].limits.cost.min, 100);

  const ticker = await step('reads a ticker', () => exchange.fetchTicker(SYMBOL));
  assert.ok(ticker.last > 0);
  const bars = await step('reads klines', () => exchange.fetchOHLCV(SYMBOL, '1m', undefined, 50));
  assert.equal(bars.length, 50);
  assert.ok(bars.every((bar, i) => i === 0 || bar[0] - bars[i - 1][0] === 60_000));
  const book = await step('reads the book', () => exchange.fetchOrderBook(SYMBOL, 5));
  assert.ok(book.bids[0][0] < book.asks[0][0]);
  const funding = await step('reads the funding rate', () => exchange.fetchFundingRate(SYMBOL));
  assert.ok(funding.markPrice > 0);
  return ticker.last;
}

async function follow() {
  const watched = await step('follows a ticker', () => exchange.watchTicker(SYMBOL));
  assert.ok(watched.last > 0);
  assert.ok((await step('follows klines', () => exchange.watchOHLCV(SYMBOL, '1m'))).length > 0);
  assert.ok((await step('follows trades', () => exchange.watchTrades(SYMBOL))).length > 0);
  const book = await step('follows the book', () => exchange.watchOrderBook(SYMBOL));
  assert.ok(book.bids.length > 0 && book.bids[0][0] < book.asks[0][0]);
}

async function trade() {
  const balance = await step('reads the balance', () => exchange.fetchBalance());
  assert.ok(balance.USDT.free > 0);
  const before = balance.USDT.total;
  await step('sets the leverage', () => exchange.setLeverage(10, SYMBOL));

  const bought = await step('buys at market', () => exchange.createOrder(SYMBOL, 'market', 'buy', SIZE));
  assert.equal(bought.status, 'closed');
  assert.equal(bought.filled, SIZE);
  const told = await step('is told the fill on its stream', () => untilOrder(bought.id, 'closed'));
  assert.equal(told.filled, SIZE);
  const [position] = await step('reads its position', () => exchange.fetchPositions([SYMBOL]));
  assert.equal(position.side, 'long');
  assert.equal(position.contracts, SIZE);
  assert.equal(position.entryPrice, bought.average);
  return before;
}

async function protect(last) {
  const stop = await step('places a conditional order', () => exchange.createOrder(
    SYMBOL, 'STOP_MARKET', 'sell', SIZE, undefined, { stopPrice: Math.round(last * 0.97), reduceOnly: true }));
  const open = await step('lists its conditional orders', () => exchange.fetchOpenOrders(SYMBOL, undefined, undefined, { trigger: true }));
  assert.deepEqual(open.map((o) => o.id), [stop.id]);
  await step('cancels the conditional order', () => exchange.cancelOrder(stop.id, SYMBOL, { trigger: true }));
  const left = await step('lists them again', () => exchange.fetchOpenOrders(SYMBOL, undefined, undefined, { trigger: true }));
  assert.deepEqual(left, []);
}

async function restALimit() {
  const ticker = await exchange.fetchTicker(SYMBOL);
  const order = await step('rests a limit order', () => exchange.createOrder(SYMBOL, 'limit', 'buy', SIZE, Math.round(ticker.last * 0.98)));
  assert.equal(order.status, 'open');
  assert.deepEqual((await step('lists its orders', () => exchange.fetchOpenOrders(SYMBOL))).map((o) => o.id), [order.id]);
  await step('cancels it', () => exchange.cancelOrder(order.id, SYMBOL));
  assert.equal((await step('asks for it again', () => exchange.fetchOrder(order.id, SYMBOL))).status, 'canceled');
}

async function close(before) {
  const sold = await step('closes at market', () => exchange.createOrder(SYMBOL, 'market', 'sell', SIZE, undefined, { reduceOnly: true }));
  assert.equal(sold.status, 'closed');
  assert.equal((await step('reads its positions', () => exchange.fetchPositions([SYMBOL]))).filter((p) => p.contracts > 0).length, 0);
  const trades = await step('reads its trades', () => exchange.fetchMyTrades(SYMBOL));
  assert.deepEqual(trades.map((t) => t.side), ['buy', 'sell']);
  const result = trades.reduce((sum, t) => sum + Number(t.info.realizedPnl) - t.fee.cost, 0);
  const after = (await exchange.fetchBalance()).USDT.total;
  assert.ok(Math.abs(after - before - result) < 1e-6, `the balance moved by ${after - before}, the trades say ${result}`);
  await assert.rejects(() => exchange.createOrder(SYMBOL, 'market', 'sell', SIZE, undefined, { reduceOnly: true }), ccxt.ExchangeError);
  console.log('ok is refused a reduce-only order without a position');
}

try {
  const last = await marketData();
  await follow();
  const orders = exchange.watchOrders(SYMBOL).catch(() => []); // opens the private stream before the first order
  await step('opens its private stream', untilPrivate);
  const before = await trade();
  await orders;
  await protect(last);
  await restALimit();
  await close(before);
  console.log('done');
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await exchange.close();
}
process.exit();
