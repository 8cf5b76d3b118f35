using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace QuantumTrader.Web.Hosting;

/// <summary>The keys that protect cookies and forms: in the data directory, so that they are there with the database and Redis down.</summary>
internal static class CookieKeys
{
    /// <summary>Where they are, in the data directory.</summary>
    public const string Folder = "keys";

    private const string CertificateKey = "Web:KeyCertificate";
    private const string PasswordKey = "Web:KeyCertificatePassword";

    /// <param name="directory">The data directory.</param>
    public static void AddCookieKeys(this IServiceCollection services, IConfiguration configuration, string directory)
    {
        var protection = services.AddDataProtection().SetApplicationName("QuantumTrader");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(p => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new KeyFiles(new DirectoryInfo(Path.Combine(directory, Folder)), p.GetRequiredService<ILoggerFactory>())));
        if (configuration[CertificateKey] is { Length: > 0 } path)
        {
            var certificate = Load(path, configuration[PasswordKey]);
            protection.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }
        else if (OperatingSystem.IsWindows())
        {
            protection.ProtectKeysWithDpapi();
        }
    }

    /// <summary>Whether they lie on the disk as they are, so that whoever reads the directory has them.</summary>
    public static bool ArePlain(IConfiguration configuration) => !OperatingSystem.IsWindows() && configuration[CertificateKey] is not { Length: > 0 };

    /// <summary>Null when there is none, or it can be used; else why not.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        if (configuration[CertificateKey] is not { Length: > 0 } path)
        {
            return null;
        }

        try
        {
            using var certificate = Load(path, configuration[PasswordKey]);
            return certificate.HasPrivateKey ? null : $"{CertificateKey} {path} holds no private key; give a PKCS #12 file with one.";
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{CertificateKey} {path} cannot be opened ({e.Message.ReplaceLineEndings(" ")}); check the path, and the password in the environment ({PasswordKey.Replace(":", "__", StringComparison.Ordinal)}).";
        }
    }

    private static X509Certificate2 Load(string path, string? password) => X509CertificateLoader.LoadPkcs12FromFile(path, password);
}
