using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

internal sealed class OneOrManyBrackets : OneOrManyConverter<BinanceSymbolBrackets>;
