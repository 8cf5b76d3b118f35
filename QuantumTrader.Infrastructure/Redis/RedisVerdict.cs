namespace QuantumTrader.Infrastructure.Redis;

/// <summary>What follows from the problems of a server and what was accepted.</summary>
/// <param name="Refusal">Null when it may be used.</param>
/// <param name="Warnings">The accepted ones.</param>
internal sealed record RedisVerdict(string? Refusal, IReadOnlyList<string> Warnings)
{
    public static RedisVerdict Of(RedisSettings settings, string accept)
    {
        var accepted = Codes(accept);
        var problems = settings.Problems().ToArray();
        var refused = problems.Where(p => !accepted.Contains(p.Code) || !RedisCodes.Acceptable.Contains(p.Code)).ToArray();
        return new(
            refused.Length == 0 ? null : string.Join(" ", refused.Select(Refused)),
            [.. problems.Except(refused).Select(p => $"{p.Code}: {p.Text}")]);
    }

    /// <summary>The codes of <see cref="RedisOptions.Accept"/>.</summary>
    public static IReadOnlyList<string> Codes(string accept) => accept.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Refused((string Code, string Text) problem) => RedisCodes.Acceptable.Contains(problem.Code)
        ? $"{problem.Code}: {problem.Text} Or name the code in Redis:Accept."
        : $"{problem.Code}: {problem.Text}";
}
