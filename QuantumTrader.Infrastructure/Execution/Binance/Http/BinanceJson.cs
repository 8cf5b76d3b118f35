using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>
/// How answers are read, made at build time. Members that nobody here knows are left out; a required one that is missing is an error, since
/// a position without an amount must not read as none.
/// </summary>
[JsonSourceGenerationOptions(
    Converters = [typeof(LenientDecimalConverter), typeof(BoundedDecimalConverter), typeof(LenientLongConverter), typeof(KlineConverter), typeof(OneOrManyBrackets), typeof(OneOrManyPremiums)],
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BinanceTime))]
[JsonSerializable(typeof(BinanceNothing))]
[JsonSerializable(typeof(BinanceMessage))]
[JsonSerializable(typeof(BinanceListenKey))]
[JsonSerializable(typeof(BinanceExchangeInfo))]
[JsonSerializable(typeof(IReadOnlyList<BinanceKline>))]
[JsonSerializable(typeof(IReadOnlyList<BinancePremiumIndex>))]
[JsonSerializable(typeof(BinanceOrder))]
[JsonSerializable(typeof(IReadOnlyList<BinanceOrder>))]
[JsonSerializable(typeof(BinanceAlgoOrder))]
[JsonSerializable(typeof(IReadOnlyList<BinanceAlgoOrder>))]
[JsonSerializable(typeof(BinanceAlgoKey))]
[JsonSerializable(typeof(BinanceCountdown))]
[JsonSerializable(typeof(BinanceAccount))]
[JsonSerializable(typeof(BinanceAccountConfig))]
[JsonSerializable(typeof(IReadOnlyList<BinanceBalance>))]
[JsonSerializable(typeof(IReadOnlyList<BinancePosition>))]
[JsonSerializable(typeof(IReadOnlyList<BinanceSymbolConfig>))]
[JsonSerializable(typeof(IReadOnlyList<BinanceSymbolBrackets>))]
[JsonSerializable(typeof(IReadOnlyList<BinanceTrade>))]
[JsonSerializable(typeof(IReadOnlyList<BinanceIncome>))]
[JsonSerializable(typeof(IReadOnlyList<BinanceRateLimit>))]
[JsonSerializable(typeof(BinanceLeverage))]
[JsonSerializable(typeof(BinancePositionMode))]
[JsonSerializable(typeof(BinanceKeyRestrictions))]
[JsonSerializable(typeof(BinanceSymbolBrackets))]
[JsonSerializable(typeof(BinancePremiumIndex))]
internal sealed partial class BinanceJson : JsonSerializerContext;
