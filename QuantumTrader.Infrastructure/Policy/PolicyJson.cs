using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>The policy document as stored, the same in every store.</summary>
public static class PolicyJson
{
    /// <summary>A document without one of these would read as "no emergency".</summary>
    private static readonly string[] NeverOptional =
    [
        nameof(TradingPolicy.EmergencyMode),
        nameof(TradingPolicy.AllowNewTrades),
        nameof(TradingPolicy.EmergencyId),
        nameof(TradingPolicy.LastResetEmergencyId),
    ];

    private static readonly JsonTypeInfo<TradingPolicy> Shape = ShapeOf();

    public static string Write(TradingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return JsonSerializer.Serialize(policy, Shape);
    }

    /// <summary>Throws <see cref="FormatException"/> for anything but a complete document of this version or an older one; see <see cref="PolicyUpgrade"/>.</summary>
    public static TradingPolicy Read(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        try
        {
            return PolicyUpgrade.Completed(document).Deserialize(Shape) ?? throw new FormatException("The policy document is empty.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The policy document is not readable at {e.Path ?? "its start"}: {e.Message}", e);
        }
    }

    private static JsonTypeInfo<TradingPolicy> ShapeOf()
    {
        var options = new JsonSerializerOptions(PolicyJsonContext.Default.Options)
        {
            TypeInfoResolver = PolicyJsonContext.Default.WithAddedModifier(Require),
        };
        return (JsonTypeInfo<TradingPolicy>)options.GetTypeInfo(typeof(TradingPolicy));
    }

    private static void Require(JsonTypeInfo info)
    {
        foreach (var property in info.Properties.Where(p => info.Type == typeof(TradingPolicy) && NeverOptional.Contains(p.Name)))
        {
            property.IsRequired = true;
        }
    }
}
