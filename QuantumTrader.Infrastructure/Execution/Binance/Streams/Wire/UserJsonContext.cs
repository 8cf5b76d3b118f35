using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

// Names differ in case only (x and X), so matching is exact; unknown fields are ignored.
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = false,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(DecimalOrZeroConverter), typeof(LongOrZeroConverter)])]
[JsonSerializable(typeof(OrderTradeMessage))]
[JsonSerializable(typeof(AlgoMessage))]
[JsonSerializable(typeof(AccountMessage))]
[JsonSerializable(typeof(ConfigMessage))]
[JsonSerializable(typeof(MarginCallMessage))]
internal sealed partial class UserJsonContext : JsonSerializerContext;
