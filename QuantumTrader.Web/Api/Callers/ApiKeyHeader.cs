using Microsoft.Extensions.Primitives;

namespace QuantumTrader.Web.Api.Callers;

/// <summary>The Authorization header, read strictly: exactly one, <c>Bearer</c>, one word, not longer than a key can be.</summary>
/// <param name="Key">Null when there is none that can be looked at.</param>
internal readonly record struct ApiKeyHeader(string? Key, bool IsMissing)
{
    /// <summary>A key is about a hundred characters long.</summary>
    public const int LengthMax = 512;

    private const string Scheme = "Bearer ";

    public static ApiKeyHeader Read(StringValues values)
    {
        if (values.Count == 0)
        {
            return new(null, true);
        }

        var text = values.Count == 1 ? values[0] : null;
        var isUsable = text is { Length: > 7 and <= LengthMax } && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && text.AsSpan(Scheme.Length).IndexOfAnyExceptInRange('!', '~') < 0;
        return new(isUsable ? text![Scheme.Length..] : null, false);
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => Key is null ? "no key" : "a key";
}
