using QuantumTrader.Web.Commands;

namespace QuantumTrader.Unit.Commands;

public sealed class ArgumentsTests
{
    private static readonly HashSet<string> Valued = ["seed", "from"];
    private static readonly HashSet<string> Flags = ["json", "quiet"];

    [Theory]
    [InlineData("--seeds 3", "Unknown option --seeds; known are --from, --json, --quiet, --seed.")]
    [InlineData("--seed", "--seed needs a value.")]
    [InlineData("--json=1", "--json takes no value.")]
    [InlineData("--", "Unknown option --; known are --from, --json, --quiet, --seed.")]
    [InlineData("--Seed 3", "Unknown option --Seed; known are --from, --json, --quiet, --seed.")]
    public void TryParse_WhatItDoesNotKnow_IsNamed(string line, string error)
    {
        Assert.False(Arguments.TryParse(line.Split(' '), Valued, Flags, out _, out var said));
        Assert.Equal(error, said);
    }

    [Fact]
    public void TryParse_WordsOptionsAndFlags_AreToldApart()
    {
        Assert.True(Arguments.TryParse(["a.csv", "--seed", "3", "--from=2024-01-01", "--json", "b.csv"], Valued, Flags, out var parsed, out _));

        Assert.Equal(["a.csv", "b.csv"], parsed.Words);
        Assert.Equal(("3", "2024-01-01"), (parsed.Value("seed"), parsed.Value("from")));
        Assert.True(parsed.Has("json"));
        Assert.False(parsed.Has("quiet"));
        Assert.Null(parsed.Value("quiet"));
    }

    [Fact]
    public void TryParse_AValueWithAnEqualsSign_KeepsIt()
    {
        Assert.True(Arguments.TryParse(["--from=a=b", "--seed="], Valued, Flags, out var parsed, out _));

        Assert.Equal(("a=b", ""), (parsed.Value("from"), parsed.Value("seed")));
    }

    [Fact]
    public void TryParse_Nothing_IsNothing()
    {
        Assert.True(Arguments.TryParse([], Valued, Flags, out var parsed, out _));
        Assert.Empty(parsed.Words);
    }
}
