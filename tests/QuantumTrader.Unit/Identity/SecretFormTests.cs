using System.Text;
using OtpNet;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Unit.Identity;

/// <summary>How keys, codes, ids and texts look.</summary>
public sealed class SecretFormTests
{
    [Fact]
    public void KeyText_Written_IsReadBack()
    {
        var (id, secret) = (new RandomIds().Next(), Secrets.New());

        Assert.True(ApiKeyText.TryRead(ApiKeyText.Of(id, secret), out var readId, out var readSecret));

        Assert.Equal((id, secret), (readId, readSecret));
        Assert.Equal(Secrets.Length, secret.Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("qt_00000000000000000000000000000001")]
    [InlineData("qt_0000000000000000000000000000000g_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("xx_00000000000000000000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("qt_00000000000000000000000000000001-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("qt_00000000000000000000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void KeyText_Malformed_IsNotRead(string? text) => Assert.False(ApiKeyText.TryRead(text, out _, out _));

    [Fact]
    public void RandomIds_FromManyThreads_AreDifferentVersion4Ids()
    {
        var ids = new RandomIds();
        var made = new Guid[10_000];

        Parallel.For(0, made.Length, i => made[i] = ids.Next());

        Assert.Equal(made.Length, made.Distinct().Count());
        Assert.All(made, id => Assert.Equal((4, 8), (id.Version, id.Variant & 0xC)));
    }

    // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void TotpCode_OfTheStandardsTable_IsGood(long seconds, string code)
    {
        var secret = Base32Encoding.ToString(Encoding.ASCII.GetBytes("12345678901234567890"));
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(seconds / 30, TotpCodes.StepOf(secret, code, at));
        Assert.Equal(seconds / 30, TotpCodes.StepOf(secret, $" {code[..3]} {code[3..]} ", at));
        Assert.Null(TotpCodes.StepOf(secret, code, at.AddSeconds(90)));
        Assert.All(new[] { null, "", code[1..], code + "0", "٢٨٧٠٨٢", new string('1', 100_000) }, text => Assert.Null(TotpCodes.StepOf(secret, text, at)));
    }

    [Fact]
    public void RecoveryCodes_New_AreDifferentAndComparedHoweverTyped()
    {
        var codes = RecoveryCodes.New();

        Assert.Equal(RecoveryCodes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^([a-z2-9]{4}-){3}[a-z2-9]{4}$", code));
        Assert.Equal(RecoveryCodes.Plain(codes[0]), RecoveryCodes.Plain($" {codes[0].ToUpperInvariant().Replace('-', ' ')}"));
    }

    [Fact]
    public void BoundedText_ControlCharactersBrokenPairsAndLength_AreMadeHarmless()
    {
        Assert.Equal("a b c", BoundedText.Of("a\0b\nc", 10));
        Assert.Equal("a\uFFFDb", BoundedText.Of("a\uD800b", 10));
        Assert.Equal("abc", BoundedText.Of("abcdef", 3));
        Assert.Equal("ab", BoundedText.Of("ab\U0001F600", 3)); // no half of a pair
        Assert.Null(BoundedText.OrNull(null, 3));
    }

    [Fact]
    public void Secrets_InToString_AreNotShown()
    {
        var key = new NewApiKey(new ApiKeyFacts(Guid.Empty, Guid.Empty, "anna", "k", default, default, default), "qt_canary");
        Assert.DoesNotContain("canary", key.ToString(), StringComparison.Ordinal);
    }
}
