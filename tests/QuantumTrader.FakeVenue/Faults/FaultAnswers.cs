using System.Globalization;
using System.Text;

namespace QuantumTrader.FakeVenue.Faults;

/// <summary>What a fault's victim is answered, in the venue's words.</summary>
internal static class FaultAnswers
{
    private const int StandardRetrySeconds = 5;
    private const int StandardBanSeconds = 120;

    /// <returns>Null for faults that answer nothing of their own.</returns>
    public static RestAnswer? Of(FaultRule rule, long nowMs) => rule.Kind switch
    {
        FaultKind.Unknown503 => Error(rule, 503, -1000, "Unknown error, please check your request or try again later."),
        FaultKind.Unavailable503 => Error(rule, 503, -1000, "Service Unavailable."),
        FaultKind.Internal503 => Error(rule, 503, -1001, "Internal error; unable to process your request. Please try again."),
        FaultKind.Throttled503 => Error(rule, 503, -1008, FaultCodes.TextOf(-1008)),
        FaultKind.TooMany429 => Error(rule, 429, -1003, FaultCodes.TextOf(-1003)) with { RetryAfterSeconds = rule.RetryAfter ?? StandardRetrySeconds },
        FaultKind.Banned418 => Banned(rule, nowMs),
        FaultKind.Timeout408 => Error(rule, 408, -1007, FaultCodes.TextOf(-1007)),
        FaultKind.Forbidden403 => Forbidden,
        FaultKind.Error => Error(rule, rule.Status ?? FaultCodes.StatusOf(rule.Code), rule.Code, FaultCodes.TextOf(rule.Code)),
        _ => null,
    };

    /// <summary>Orders that the throttling of -1008 spares: cancels, and whatever can only reduce.</summary>
    public static bool ReducesRisk(FaultCall call) =>
        call.Verb == "DELETE"
        || Is(call, "reduceOnly", "true")
        || Is(call, "closePosition", "true")
        || (Is(call, "positionSide", "LONG") && Is(call, "side", "SELL"))
        || (Is(call, "positionSide", "SHORT") && Is(call, "side", "BUY"));

    private static RestAnswer Forbidden => new(403, Encoding.UTF8.GetBytes(
        "<!DOCTYPE html>\n<html><head><title>ERROR: The request could not be satisfied</title></head><body><h1>403 ERROR</h1><p>Request blocked.</p></body></html>\n"))
    {
        ContentType = "text/html",
    };

    private static RestAnswer Banned(FaultRule rule, long nowMs)
    {
        var seconds = rule.RetryAfter ?? StandardBanSeconds;
        var untilMs = nowMs + (seconds * 1000L);
        var text = string.Create(CultureInfo.InvariantCulture,
            $"Way too many requests; IP(127.0.0.1) banned until {untilMs}. Please use the websocket for live updates to avoid bans.");
        return Error(rule, 418, -1003, text) with { RetryAfterSeconds = seconds };
    }

    private static RestAnswer Error(FaultRule rule, int status, int code, string text) =>
        RestAnswer.Error(status, rule.Code == 0 ? code : rule.Code, rule.Text ?? text) with { RetryAfterSeconds = rule.RetryAfter };

    private static bool Is(FaultCall call, string name, string value) => string.Equals(call.Get(name), value, StringComparison.OrdinalIgnoreCase);
}
