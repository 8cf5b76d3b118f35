using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Unit.Identity;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("tidal mango 41 rocket")]
    [InlineData("abcdeabcdeab")] // twelve, five different
    [InlineData("пароль от кассы")]
    [InlineData("my password is a purple gnu")]
    public void Password_LongAndItsOwn_IsGood(string password) => Assert.Null(PasswordRules.Refusal("anna", password));

    [Theory]
    [InlineData("", "at least 12")]
    [InlineData("tidal mango", "at least 12")] // eleven
    [InlineData("abababababab", "different")]
    [InlineData("aaaaaaaaaaaaaaaa", "different")]
    [InlineData("the ANNAbelle 77", "user name")]
    [InlineData("password1234", "first that others try")]
    [InlineData("P@ssw0rd!2026", "first that others try")]
    [InlineData("qwertyuiop123", "first that others try")]
    [InlineData("Letmein-Letmein1", "first that others try")]
    [InlineData("123456789012", "first that others try")]
    [InlineData("1q2w3e4r5t6y", "first that others try")]
    [InlineData("QuantumTrader2026!", "first that others try")]
    public void Password_ShortCommonOrTheName_IsRefusedWithTheRule(string password, string rule)
    {
        var refusal = PasswordRules.Refusal("anna", password);

        Assert.Contains(rule, refusal, StringComparison.Ordinal);
        Assert.True(password.Length == 0 || !refusal!.Contains(password, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Password_LongestAndOneLonger_IsGoodAndRefused()
    {
        var longest = string.Concat(Enumerable.Repeat("tidal mango 41 r", PasswordRules.LengthMax / 16));
        Assert.Equal(PasswordRules.LengthMax, longest.Length);

        Assert.Null(PasswordRules.Refusal("anna", longest));
        Assert.Contains("at most 128", PasswordRules.Refusal("anna", longest + "x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Password_ContainingAVeryShortName_IsNotRefusedForIt() => Assert.Null(PasswordRules.Refusal("a", "tidal mango 41 rocket"));

    [Theory]
    [InlineData("a")]
    [InlineData("Anna.B-2_x")]
    [InlineData("7even")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345")] // 32
    public void UserName_LettersDigitsAndAFewMarks_IsGood(string name) => Assert.Null(UserNames.Refusal(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")] // 33
    [InlineData(".anna")]
    [InlineData("-rf")]
    [InlineData("anna b")]
    [InlineData("anna\n")]
    [InlineData("аnna")] // begins with a Cyrillic letter
    [InlineData("<b>anna")]
    [InlineData("anna@example")]
    public void UserName_AnythingElse_IsRefused(string? name) => Assert.NotNull(UserNames.Refusal(name));
}
