namespace QuantumTrader.Web.Access.Account;

/// <summary>What strangers typed, before it is kept: short, on one line, without control characters.</summary>
internal static class PlainText
{
    public const int LengthMax = 64;

    public static string Of(string? text)
    {
        var plain = string.Concat((text ?? "").Trim().Take(LengthMax).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return plain.Length == 0 ? "nobody" : plain;
    }
}
