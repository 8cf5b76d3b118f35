using System.Text.Json.Serialization;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Units;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// A member that this version does not know is an error, not something to skip: it may be a limit. NaN is written, so that an
/// emergency can always be stored; the validator refuses it otherwise.
/// </summary>
[JsonSourceGenerationOptions(
    Converters = [typeof(UsdConverter), typeof(FractionConverter), typeof(LeverageConverter), typeof(RiskModeConverter)],
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TradingPolicy))]
internal sealed partial class PolicyJsonContext : JsonSerializerContext;
