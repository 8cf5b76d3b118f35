using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Hosting;

/// <summary>A certificate that signs itself, with its private key in a file.</summary>
internal sealed class TestCertificate : IDisposable
{
    public const string Password = "only for tests";
    private readonly X509Certificate2 _certificate;

    /// <param name="folder">Where the file is put.</param>
    /// <param name="name">Of the host, and of the file.</param>
    public TestCertificate(TempFolder folder, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        Path = folder[$"{name}.pfx"];
        File.WriteAllBytes(Path, _certificate.Export(X509ContentType.Pkcs12, Password));
    }

    public string Path { get; }

    /// <summary>A client that takes this certificate and no other, whatever the name in the address.</summary>
    public HttpClientHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        CookieContainer = new(),
        ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == _certificate.Thumbprint,
    };

    public void Dispose() => _certificate.Dispose();
}
