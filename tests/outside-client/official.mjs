// Drives the fake venue through the exchange's own connector: node official.mjs REST_URL STREAM_URL API_KEY SECRET
// Prints a line per step; ends with 0 when every step did what a trader expects, else with 1 and the reason.
import assert from 'node:assert/strict';
import { DerivativesTradingUsdsFutures } from '@binance/derivatives-trading-usds-futures';

const [rest, streams, apiKey, apiSecret] = process.argv.slice(2);
assert.match(new URL(rest).hostname, /^127\.0\.0\.1$/, 'the venue must be on loopback');

const SYMBOL = 'BTCUSDT';
const SIZE = 0.01;
const WAIT_MS = 15_000;

const client = new DerivativesTradingUsdsFutures({
  configurationRestAPI: { apiKey, apiSecret, basePath: rest, retries: 0, timeout: 5_000 },
  configurationWebsocketStreams: { wsURL: streams },
});
const api = client.restAPI;

const step = async (what, act) => {
  const answer = await act();
  console.log(`ok ${what}`);
  return answer && typeof answer.data === 'function' ? answer.data() : answer;
};

// The messages of a stream, and a wait for the first one that fits.
function follow(stream) {
  const messages = [];
  stream.on('message', (message) => messages.push(message));
  return async (what, fits = () => true) => {
    for (const end = Date.now() + WAIT_MS; Date.now() < end;) {
      const found = messages.find(fits);
      if (found) {
        console.log(`ok ${what}`);
        return found;
      }
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    throw new Error(`${what}: nothing within ${WAIT_MS} ms`);
  };
}

async function trade(user) {
  await step('sets the leverage', () => api.changeInitialLeverage({ symbol: SYMBOL, leverage: 10 }));
  const bought = await step('buys at market', () => api.newOrder(
    { symbol: SYMBOL, side: 'BUY', type: 'MARKET', quantity: SIZE, newOrderRespType: 'RESULT' }));
  assert.equal(bought.status, 'FILLED');
  await user('is told the fill', (m) => m.e === 'ORDER_TRADE_UPDATE' && m.o.X === 'FILLED' && m.o.c === bought.clientOrderId);
  const [position] = await step('reads its position', () => api.positionInformationV3({ symbol: SYMBOL }));
  assert.equal(Number(position.positionAmt), SIZE);

  const stop = await step('places a conditional order', () => api.newAlgoOrder({
    algoType: 'CONDITIONAL', symbol: SYMBOL, side: 'SELL', type: 'STOP_MARKET', closePosition: 'true',
    triggerPrice: Math.round(Number(position.markPrice) * 0.97),
  }));
  await user('is told the conditional order', (m) => m.e === 'ALGO_UPDATE' && m.o.caid === stop.clientAlgoId && m.o.X === 'NEW');
  const open = await step('lists its conditional orders', () => api.currentAllAlgoOpenOrders());
  assert.deepEqual(open.map((o) => String(o.algoId)), [String(stop.algoId)]);
  await step('cancels it', () => api.cancelAlgoOrder({ algoId: stop.algoId }));
  assert.deepEqual(await step('lists them again', () => api.currentAllAlgoOpenOrders()), []);

  await step('closes at market', () => api.newOrder(
    { symbol: SYMBOL, side: 'SELL', type: 'MARKET', quantity: SIZE, reduceOnly: 'true', newOrderRespType: 'RESULT' }));
  assert.deepEqual(await step('reads its positions', () => api.positionInformationV3()), []);
}

async function run() {
  const info = await step('loads the rules', () => api.exchangeInformation());
  assert.ok(info.symbols.some((s) => s.symbol === SYMBOL && s.status === 'TRADING'));
  const { listenKey } = await step('takes a listen key', () => api.startUserDataStream());
  const connection = await step('connects its streams', () => client.websocketStreams.connect());
  const trades = follow(connection.aggregateTradeStreams({ symbol: 'btcusdt' }));
  const marks = follow(connection.markPriceStream({ symbol: 'btcusdt', updateSpeed: '1s' }));
  const book = follow(connection.individualSymbolBookTickerStreams({ symbol: 'btcusdt' }));
  const klines = follow(connection.klineCandlestickStreams({ symbol: 'btcusdt', interval: '1m' }));
  const user = follow(connection.userData(listenKey));
  await trades('follows trades', (m) => m.s === SYMBOL && Number(m.p) > 0);
  await marks('follows the mark', (m) => Number(m.p) > 0);
  await book('follows the book', (m) => Number(m.b) < Number(m.a));
  await klines('follows klines', (m) => m.k.i === '1m');
  await trade(user);
  console.log('done');
}

let exit = 0;
try {
  await run();
} catch (error) {
  console.error(error);
  exit = 1;
}
process.exit(exit); // its connections would hold the process
