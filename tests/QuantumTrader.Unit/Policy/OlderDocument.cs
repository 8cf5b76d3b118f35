using System.Text.Json.Nodes;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Unit.Policy;

/// <summary>A policy as a program wrote it that did not know the newer fields.</summary>
public static class OlderDocument
{
    private static readonly string[] Newer =
    [
        "EmergencyTrigger", "NewTradesBeforeEmergency", "AllTimeDrawdownLimit", "LossVelocityMax", "ConcentrationMax", "MarginUseMax", "LiquidationDistanceMin", "WindowCollar",
        "WindowCollarSpan", "RepeatedExecutionsMax", "RepeatedExecutionWindow", "Temporary", "UpdateReason",
    ];

    private static readonly string[] NewerLimits = ["LeverageMin", "AllowNewPositions", "EnableMetaStrategy", "EnablePal", "EnablePba", "EnableDynamicTpsl", "EnableRetraining"];

    public static string Of(TradingPolicy policy)
    {
        var document = JsonNode.Parse(PolicyJson.Write(policy))!.AsObject();
        Assert.All(Newer, name => Assert.True(document.Remove(name), name));
        foreach (var (_, limits) in document["Modes"]!.AsObject())
        {
            Assert.All(NewerLimits, name => Assert.True(limits!.AsObject().Remove(name), name));
        }

        return document.ToJsonString();
    }
}
