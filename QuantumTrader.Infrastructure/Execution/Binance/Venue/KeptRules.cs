using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>The rules of the traded symbols on the disk.</summary>
internal sealed record KeptRules(DateTimeOffset SavedAtUtc, IReadOnlyList<KeptRule> Rules);

[JsonSerializable(typeof(KeptRules))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class KeptRulesJson : JsonSerializerContext;
