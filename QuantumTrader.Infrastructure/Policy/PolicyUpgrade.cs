using System.Text.Json;
using System.Text.Json.Nodes;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// A document that was written before a limit existed gets that limit's default. Only what is named here may be missing; and what the
/// serialiser would make of a missing one is zero or false, which is no default.
/// </summary>
internal static class PolicyUpgrade
{
    private static readonly string[] AddedFields =
    [
        nameof(TradingPolicy.AllTimeDrawdownLimit), nameof(TradingPolicy.LossVelocityMax), nameof(TradingPolicy.ConcentrationMax),
        nameof(TradingPolicy.MarginUseMax), nameof(TradingPolicy.LiquidationDistanceMin), nameof(TradingPolicy.WindowCollar),
        nameof(TradingPolicy.WindowCollarSpan), nameof(TradingPolicy.RepeatedExecutionsMax), nameof(TradingPolicy.RepeatedExecutionWindow),
    ];

    private static readonly string[] AddedLimits =
    [
        nameof(RiskModeLimits.LeverageMin), nameof(RiskModeLimits.AllowNewPositions), nameof(RiskModeLimits.EnableMetaStrategy),
        nameof(RiskModeLimits.EnablePal), nameof(RiskModeLimits.EnablePba), nameof(RiskModeLimits.EnableDynamicTpsl), nameof(RiskModeLimits.EnableRetraining),
    ];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly Lazy<JsonObject> Defaults = new(() => JsonNode.Parse(PolicyJson.Write(DefaultPolicy.Create(DateTimeOffset.UnixEpoch)))!.AsObject());

    /// <summary>Null for the document <c>null</c>. Throws <see cref="JsonException"/> for what is not JSON.</summary>
    public static JsonNode? Completed(string document)
    {
        var read = JsonNode.Parse(document, null, Strict);
        if (read is not JsonObject policy)
        {
            return read;
        }

        Add(policy, AddedFields, Defaults.Value);
        if (policy[nameof(TradingPolicy.Modes)] is JsonObject modes)
        {
            var known = Defaults.Value[nameof(TradingPolicy.Modes)]!.AsObject();
            foreach (var (mode, limits) in modes)
            {
                if (limits is JsonObject found && known[mode] is JsonObject defaults)
                {
                    CompleteLimits(found, defaults);
                }
            }
        }

        return policy;
    }

    private static void CompleteLimits(JsonObject found, JsonObject defaults)
    {
        var hadMin = found.ContainsKey(nameof(RiskModeLimits.LeverageMin));
        Add(found, AddedLimits, defaults);
        if (!hadMin && found[nameof(RiskModeLimits.LeverageMax)] is JsonValue max && max.TryGetValue<decimal>(out var limit)
            && limit < defaults[nameof(RiskModeLimits.LeverageMin)]!.GetValue<decimal>())
        {
            found[nameof(RiskModeLimits.LeverageMin)] = limit; // What was in order before must not be out of range for a default.
        }
    }

    private static void Add(JsonObject found, string[] names, JsonObject defaults)
    {
        foreach (var name in names.Where(name => !found.ContainsKey(name)))
        {
            found[name] = defaults[name]!.DeepClone();
        }
    }
}
