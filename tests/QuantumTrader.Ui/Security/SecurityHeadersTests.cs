using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Ui.Security;

public sealed class SecurityHeadersTests
{
    [Fact]
    public void Policy_Scripts_AreOursOrCarryTheNonce()
    {
        var policy = SecurityHeaders.Policy("abc", "127.0.0.1:5000");
        Assert.Contains("script-src 'self' 'nonce-abc';", policy);
        Assert.DoesNotContain("unsafe-eval", policy);
        Assert.Contains("connect-src 'self' ws://127.0.0.1:5000 wss://127.0.0.1:5000;", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
    }

    [Theory]
    [InlineData("evil; script-src *")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData(null)]
    public void Policy_HostThatIsNoHost_IsLeftOut(string? host) =>
        Assert.Contains("connect-src 'self'; manifest-src", SecurityHeaders.Policy("abc", host));
}
