using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access.Account;

/// <summary>What strangers typed, before it is kept: short, on one line, and inert.</summary>
internal static class PlainText
{
    public const int LengthMax = 64;

    public static string Of(string? text) => InertText.Of(text?.Trim(), LengthMax) is { Length: > 0 } plain ? plain : "nobody";
}
