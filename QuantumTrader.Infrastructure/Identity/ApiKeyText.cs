using System.Diagnostics.CodeAnalysis;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>How a key is written: <c>qt_</c>, its id as 32 hex digits, <c>_</c>, its secret as 43 characters of URL-safe base64.</summary>
internal static class ApiKeyText
{
    private const string Prefix = "qt_";
    private const int IdLength = 32;
    private const int SecretAt = 3 + IdLength + 1;
    private const int Length = SecretAt + Secrets.Length;

    public static string Of(Guid id, string secret) => $"{Prefix}{id:N}_{secret}";

    public static bool TryRead(string? text, out Guid id, [NotNullWhen(true)] out string? secret)
    {
        (id, secret) = (default, null);
        if (text is not { Length: Length } || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[SecretAt - 1] != '_' || !Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out id))
        {
            return false;
        }

        secret = text[SecretAt..];
        return true;
    }
}
